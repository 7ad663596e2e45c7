import type { Ratio } from '@grid/data/contract'
import { logRatio } from './log-ratio.ts'
import { unknownRatio } from './rate-ratio.ts'

/** Tickets of an area in the same two windows as all others. */
export interface BeforeAfter {
  before: number
  after: number
}

/** The area's ratio over that of the comparable areas together. */
export interface Difference extends Ratio {
  dispersion: number | null
  leaveOneOut: { low: number; high: number } | null
}

/**
 * Difference in differences on the log scale: the ratio of ratios (a1/a0) / (c1/c0); days cancel. It is the interaction
 * of the Poisson regression count ~ area + after + treated:after, so its variance is 1/a0 + 1/a1 + 1/c0 + 1/c1. How
 * differently the comparable areas changed among themselves is the model's Pearson dispersion, and widens the interval
 * where it exceeds 1. Cells of zero: 0.5 is added to each of the four for interval and p (Haldane 1956).
 */
export function differenceInDifferences(area: BeforeAfter, others: readonly BeforeAfter[]): Difference {
  const together = summed(others)
  const value = ratioOfRatios(area, together)
  const dispersion = others.length > 1 ? unevenness(others) : null
  const cells = [area.before, area.after, together.before, together.after]
  if (area.before + area.after === 0 || together.before + together.after === 0)
    return { ...unknownRatio, dispersion, leaveOneOut: null }
  const [a0 = 0, a1 = 0, c0 = 0, c1 = 0] = cells.includes(0) ? cells.map((cell) => cell + 0.5) : cells
  const { low, high, p } = logRatio(
    Math.log((a1 * c0) / (a0 * c1)),
    Math.sqrt(1 / a0 + 1 / a1 + 1 / c0 + 1 / c1),
    dispersion ?? 1,
    others.length - 1,
  )
  return { value, low, high, p, dispersion, leaveOneOut: leftOut(area, others) }
}

/** Null where a denominator is zero. */
function ratioOfRatios(area: BeforeAfter, others: BeforeAfter): number | null {
  const denominator = area.before * others.after
  return denominator === 0 ? null : (area.after * others.before) / denominator
}

/** Pearson chi-square of "all changed alike" over its degrees of freedom. */
function unevenness(others: readonly BeforeAfter[]): number {
  const together = summed(others)
  const n = together.before + together.after
  if (n === 0) return 1
  const squares = others.reduce((sum, { before, after }) => {
    const expectedAfter = ((before + after) * together.after) / n
    const expectedBefore = before + after - expectedAfter
    return sum + term(before, expectedBefore) + term(after, expectedAfter)
  }, 0)
  return squares / (others.length - 1)
}

function term(seen: number, expected: number): number {
  return expected === 0 ? 0 : (seen - expected) ** 2 / expected
}

function leftOut(area: BeforeAfter, others: readonly BeforeAfter[]): { low: number; high: number } | null {
  if (others.length < 2) return null
  const values = others.flatMap((_, out) => {
    const value = ratioOfRatios(area, summed(others.filter((_, index) => index !== out)))
    return value === null ? [] : [value]
  })
  return values.length < others.length ? null : { low: Math.min(...values), high: Math.max(...values) }
}

function summed(areas: readonly BeforeAfter[]): BeforeAfter {
  return areas.reduce(
    (sum, { before, after }) => ({ before: sum.before + before, after: sum.after + after }),
    { before: 0, after: 0 },
  )
}
