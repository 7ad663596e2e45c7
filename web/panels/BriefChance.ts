/** How a count stands to an earlier one. */
export type Sense = 'more' | 'fewer' | 'alike'

/** Two-sided 5 % of the normal distribution. */
export const usual = 1.96

/**
 * Whether a count differs from an earlier one by more than chance gives where tickets come independently: given their
 * sum, one of two Poisson counts of equal exposure is binomial with p = 1/2, so (a − b) / √(a + b) is near standard
 * normal. `limit` is in standard deviations.
 */
export function senseOfCounts(now: number, before: number, limit = usual): Sense {
  return senseOf(deviation(now, before), limit)
}

/** The difference of two counts in standard deviations; 0 where there is none. */
export function deviation(now: number, before: number): number {
  return now === before ? 0 : (now - before) / Math.sqrt(now + before)
}

/** Fewest cases to be expected on either side, with and without the property, for the z test to hold (Cochran's rule). */
const fewestExpected = 5

/**
 * Whether a share differs from an earlier one by more than chance gives: the two-proportion z test, pooled. Alike where
 * there are too few for the test.
 */
export function senseOfShares(
  now: { numerator: number; n: number },
  before: { numerator: number; n: number },
  limit = usual,
): Sense {
  const pooled = (now.numerator + before.numerator) / (now.n + before.n)
  const expected = Math.min(pooled, 1 - pooled) * Math.min(now.n, before.n)
  if (expected < fewestExpected) return 'alike'
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / now.n + 1 / before.n))
  const difference = now.numerator / now.n - before.numerator / before.n
  return senseOf(difference / spread, limit)
}

function senseOf(deviations: number, limit: number): Sense {
  if (Math.abs(deviations) < limit) return 'alike'
  return deviations > 0 ? 'more' : 'fewer'
}
