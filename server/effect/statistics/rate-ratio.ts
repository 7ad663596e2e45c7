import type { RateRatio, RateSide, Ratio } from '@grid/data/contract'
import { binomialTwoSided, exactShare } from './binomial.ts'

/** Days of the month that rates are given for: a year of 365.25 days over 12. */
export const standardMonth = 30.4375

/** Events seen over an exposure, in days here. */
export interface Observed {
  count: number
  exposure: number
}

/** Nothing can be said. */
export const unknownRatio: Ratio = { value: null, low: null, high: null, p: null }

/**
 * Ratio of two Poisson rates, conditional on their total: given n events in all, those after are binomial with share
 * r·t1 / (r·t1 + t0). The interval is Clopper and Pearson's carried through that share, p is exact two-sided; both are
 * those of R's poisson.test (Przyborowski and Wilenski 1940).
 */
export function rateRatio(before: Observed, after: Observed): Ratio {
  const n = before.count + after.count
  if (n === 0 || before.exposure <= 0 || after.exposure <= 0) return unknownRatio
  const { low, high } = exactShare(after.count, n)
  const odds = (share: number) => (share / (1 - share)) * (before.exposure / after.exposure)
  return {
    value: before.count === 0 ? null : after.count / after.exposure / (before.count / before.exposure),
    low: odds(low),
    high: high === 1 ? null : odds(high),
    p: binomialTwoSided(after.count, n, after.exposure / (after.exposure + before.exposure)),
  }
}

/** The same for two sides of a date. */
export function compareSides(before: RateSide, after: RateSide): RateRatio {
  const observed = ({ count, days }: RateSide): Observed => ({ count, exposure: days })
  return { ...rateRatio(observed(before), observed(after)), before, after }
}
