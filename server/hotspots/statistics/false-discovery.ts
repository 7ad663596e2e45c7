/**
 * p-values adjusted by Benjamini and Hochberg: the false discovery rate at which each would just be called significant,
 * among as many tests as there are p-values. NaN is no test and stays NaN.
 *
 *     p_(k) adjusted = min over j >= k of (m / j) p_(j), 1 at the most
 *
 * Source: Y. Benjamini and Y. Hochberg (1995), Controlling the false discovery rate, J. R. Statist. Soc. B 57, 289-300;
 * R's `p.adjust(p, "BH")`.
 */
export function adjusted(p: Float64Array): Float64Array {
  const sorted = tests(p)
  const m = sorted.length
  const lowest = new Float64Array(m)
  let least = 1
  for (let k = m - 1; k >= 0; k--) {
    least = Math.min(least, (m / (k + 1)) * sorted[k]!)
    lowest[k] = least
  }
  return p.map((one) => (Number.isNaN(one) ? Number.NaN : lowest[firstAtLeast(sorted, one)]!))
}

/** For each false discovery rate the largest p-value that is significant at it; -1 where none is. */
export function discoveryThresholds(p: Float64Array, rates: readonly number[]): number[] {
  const sorted = tests(p)
  return rates.map((rate) => {
    for (let k = sorted.length - 1; k >= 0; k--)
      if (sorted[k]! * sorted.length <= rate * (k + 1)) return sorted[k]!
    return -1
  })
}

function tests(p: Float64Array): Float64Array {
  const kept = new Float64Array(p.length)
  let count = 0
  for (let at = 0; at < p.length; at++) if (!Number.isNaN(p[at])) kept[count++] = p[at]!
  return kept.subarray(0, count).sort()
}

/** Place of the first of sorted values that is not below `value`, which is among them. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
