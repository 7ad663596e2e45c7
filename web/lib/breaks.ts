import type { Measure } from '@grid/data/contract'
import { formatValue } from './format.ts'
import type { Lang } from './lang.ts'

/** Class breaks of a set of values. Map, legend and table all read the same one. */
export interface Breaks {
  /** smallest and largest value met */
  low: number
  high: number
  /** ascending; class `i` holds values from `cuts[i - 1]` (included) to `cuts[i]` (not included) */
  cuts: number[]
  /** whether every value met is a whole number, so that classes read `5–9`, not `5 to under 10` */
  whole: boolean
}

/**
 * At most `most` classes with round cuts. Few distinct values get a class each; zero counts get a class of their own;
 * otherwise equal steps, or quantiles where equal steps would put most areas into one class. Values that are not
 * finite are passed over; undefined where none is left.
 */
export function breaksOf(values: Iterable<number>, unit: Measure['unit'], most = 5): Breaks | undefined {
  // typed, since that sorts several times as fast
  const sorted = [...Float64Array.from([...values].filter(Number.isFinite)).sort()]
  const low = sorted[0]
  const high = sorted.at(-1)
  if (low === undefined || high === undefined) return undefined
  const whole = sorted.every(Number.isInteger)
  const lonelyZero = unit === 'tickets' && whole && low === 0 && high > 0 && most > 1
  const cuts = lonelyZero
    ? [
        1,
        ...cutsOf(
          sorted.filter((v) => v > 0),
          most - 1,
          whole,
        ),
      ]
    : cutsOf(sorted, most, whole)
  return { low, high, cuts, whole }
}

/** Number of classes. */
export function classCount(breaks: Breaks): number {
  return breaks.cuts.length + 1
}

/** Whether the first class is zero and nothing else: none at all is to look calm, not like a little. */
export function zeroApart({ low, high, cuts, whole }: Breaks): boolean {
  return low === 0 && (high === 0 || (whole && cuts[0] === 1))
}

/** The one class of a finite value; values beyond those the breaks were made of fall in the first or the last. */
export function classOf(breaks: Breaks, value: number): number {
  let index = 0
  for (const cut of breaks.cuts) if (value >= cut) index++
  return index
}

/** The class as the legend writes it: `5–9`, `12`, `< 40 %`, `40–60 %`, `≥ 80 %`. */
export function classText(breaks: Breaks, index: number, unit: Measure['unit'], lang: Lang): string {
  const { low, high, cuts, whole } = breaks
  const from = cuts[index - 1] ?? low
  const until = cuts[index]
  if (whole && unit === 'tickets') {
    const last = until === undefined ? Math.max(high, from) : until - 1
    const write = (value: number) => formatValue(value, unit, lang)
    return from >= last ? write(from) : `${write(from)}–${write(last)}`
  }
  const digits = decimals(cuts, unit)
  const write = (value: number) => formatValue(value, unit, lang, digits)
  if (cuts.length === 0) return low === high ? formatValue(low, unit, lang) : `${write(low)}–${write(high)}`
  if (index === 0) return `< ${write(until ?? high)}`
  if (until === undefined) return from === high ? write(from) : `≥ ${write(from)}`
  return `${write(from)}–${write(until)}`
}

function cutsOf(sorted: number[], most: number, whole: boolean): number[] {
  const distinct = [...new Set(sorted)]
  if (distinct.length <= most) return pairs(distinct).map(([a, b]) => roundest(a, b))
  const even = equalCuts(sorted, most, whole)
  if (even && spreadsWell(sorted, even)) return even
  return quantileCuts(sorted, distinct, most)
}

/** Multiples of the smallest round step that needs no more than `most` classes. */
function equalCuts(sorted: number[], most: number, whole: boolean): number[] | undefined {
  const low = sorted[0] ?? 0
  const high = sorted.at(-1) ?? 0
  let exponent = Math.floor(Math.log10((high - low) / most)) - 1
  for (; exponent < 300; exponent++) {
    for (const factor of [1, 2, 2.5, 5]) {
      const step = tidy(factor * 10 ** exponent)
      if (step <= 0 || (whole && !Number.isInteger(step))) continue
      const first = Math.floor(low / step) + 1
      const last = Math.floor(high / step)
      if (last - first + 1 > most - 1) continue
      const cuts: number[] = []
      for (let k = first; k <= last; k++) cuts.push(tidy(k * step))
      return ascending(cuts.filter((cut) => cut > low && cut <= high))
    }
  }
  return undefined
}

/** Three classes in use at least, none with more than three fifths of the values. */
function spreadsWell(sorted: number[], cuts: number[]): boolean {
  const counts = new Array<number>(cuts.length + 1).fill(0)
  let index = 0
  for (const value of sorted) {
    while (index < cuts.length && value >= (cuts[index] ?? Number.POSITIVE_INFINITY)) index++
    counts[index] = (counts[index] ?? 0) + 1
  }
  const used = counts.filter((count) => count > 0).length
  return used >= 3 && Math.max(...counts) <= sorted.length * 0.6
}

function quantileCuts(sorted: number[], distinct: number[], most: number): number[] {
  const rank = new Map(distinct.map((value, index) => [value, index]))
  const cuts: number[] = []
  for (let k = 1; k < most; k++) {
    const at = sorted[Math.round((k * sorted.length) / most)]
    // a quantile that is the smallest value itself cuts above its ties, else that cut would be lost
    const index = Math.max(1, at === undefined ? 0 : (rank.get(at) ?? 0))
    const below = distinct[index - 1]
    const above = distinct[index]
    if (below !== undefined && above !== undefined) cuts.push(roundest(below, above))
  }
  return ascending(cuts)
}

/** The number with the fewest digits above `a` and not above `b`; whole where both are. */
function roundest(a: number, b: number): number {
  const top = Math.ceil(Math.log10(Math.max(Math.abs(a), Math.abs(b), 1e-300))) + 1
  for (let exponent = top; exponent > top - 17; exponent--) {
    for (const factor of [1, 0.5, 0.2]) {
      const step = factor * 10 ** exponent
      const candidate = tidy(Math.floor(b / step) * step)
      if (candidate > a && candidate <= b) return candidate
    }
  }
  return b
}

/** Decimals that write every cut exactly, as far as a reader can use them. */
function decimals(cuts: number[], unit: Measure['unit']): number {
  const scale = unit === 'share' ? 100 : 1
  for (let digits = 0; digits < 4; digits++) {
    if (cuts.every((cut) => Math.abs(cut * scale - Number((cut * scale).toFixed(digits))) < 1e-9))
      return digits
  }
  return 4
}

/** Takes the dust of binary fractions off: 0.30000000000000004 is 0.3; never minus zero. */
function tidy(value: number): number {
  return Number(value.toPrecision(12)) + 0
}

function ascending(cuts: number[]): number[] {
  return [...new Set(cuts)].sort((a, b) => a - b)
}

function pairs(values: number[]): [number, number][] {
  return values.slice(1).map((value, index) => [values[index] ?? value, value])
}
