/** Euler and Mascheroni's constant. */
const euler = 0.5772156649015329

/**
 * The probability that the largest ratio of a quiet scan reaches a value, from the Gumbel law with the mean and variance of
 * the replications' largest ones: what few replications cannot show (Abrams, Kulldorff and Kleinman, Int J Health
 * Geographics 2010).
 */
export function gumbelTail(value: number, maxima: readonly number[]): number {
  const mean = maxima.reduce((sum, one) => sum + one, 0) / maxima.length
  const variance = maxima.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (maxima.length - 1)
  const scale = Math.sqrt((6 * variance) / Math.PI ** 2)
  if (!(scale > 0)) return value > mean ? 0 : 1
  const mode = mean - euler * scale
  return -Math.expm1(-Math.exp(-(value - mode) / scale))
}
