/**
 * Kulldorff's Poisson log likelihood ratio of a zone with so many observed and expected, given the total of both
 * (Communications in Statistics 1997): c ln(c/e) + (C − c) ln((C − c)/(C − e)) where more than expected was observed,
 * else 0.
 */
export function logLikelihoodRatio(observed: number, expected: number, total: number): number {
  if (observed <= expected) return 0
  const rest = total - observed
  return (
    observed * Math.log(observed / expected) + (rest > 0 ? rest * Math.log(rest / (total - expected)) : 0)
  )
}
