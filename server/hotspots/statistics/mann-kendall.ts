import type { Trend } from '@grid/data/contract'
import { normalTwoSided } from '../../statistics/index.ts'

/** What the sign of a difference says. */
const directions = { [-1]: 'down', 0: 'none', 1: 'up' } as const

/**
 * Mann and Kendall's test for a monotonic trend of a series, with continuity correction and the variance corrected for
 * ties:
 *
 *     S = Σ_{i<j} sign(x_j - x_i)      Var S = (n(n-1)(2n+5) - Σ_t t(t-1)(2t+5)) / 18      z = (S - sign S) / √Var S
 *
 * over the sizes t of groups of equal values. A series without two different values has no trend: z 0, p 1. The
 * direction is that of S where p is at most `level`.
 *
 * Source: M. G. Kendall (1975), Rank correlation methods, 4th edition, chapters 1 and 4; `MannKendall` of R's Kendall.
 */
export function mannKendall(series: Float64Array, level: number): Trend {
  const n = series.length
  let s = 0
  for (let j = 1; j < n; j++) for (let i = 0; i < j; i++) s += Math.sign(series[j]! - series[i]!)
  const variance = (n * (n - 1) * (2 * n + 5) - tied(series)) / 18
  const z = variance > 0 ? (s - Math.sign(s)) / Math.sqrt(variance) : 0
  const p = Math.min(1, normalTwoSided(z))
  const sign = Math.sign(s) as -1 | 0 | 1
  return { direction: p <= level ? directions[sign] : 'none', s, z, p }
}

/** Σ t(t-1)(2t+5) over the groups of equal values. */
function tied(series: Float64Array): number {
  const sorted = Float64Array.from(series).sort()
  let sum = 0
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    const t = to - from
    sum += t * (t - 1) * (2 * t + 5)
  }
  return sum
}
