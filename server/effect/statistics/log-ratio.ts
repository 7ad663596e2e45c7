import type { Ratio } from '@grid/data/contract'
import { normal975, normalTwoSided, student975, studentTwoSided } from '../../statistics/index.ts'

/**
 * The ratio behind an estimate on the log scale (Wald). Where events vary more than Poisson events would (dispersion
 * above 1) the standard error grows by its root and Student's t takes the normal's place, as in R's quasipoisson;
 * dispersion below 1 is taken for luck and narrows nothing.
 */
export function logRatio(
  estimate: number,
  standardError: number,
  dispersion: number,
  degreesOfFreedom: number,
): Ratio {
  const scaled = isWidened(dispersion, degreesOfFreedom)
  const error = widenedError(standardError, dispersion, degreesOfFreedom)
  const reach = error * (scaled ? student975(degreesOfFreedom) : normal975)
  const z = estimate / error
  return {
    value: Math.exp(estimate),
    low: Math.exp(estimate - reach),
    high: finite(Math.exp(estimate + reach)),
    p: scaled ? studentTwoSided(z, degreesOfFreedom) : normalTwoSided(z),
  }
}

/** The standard error that the interval is made of. */
export function widenedError(standardError: number, dispersion: number, degreesOfFreedom: number): number {
  return isWidened(dispersion, degreesOfFreedom) ? standardError * Math.sqrt(dispersion) : standardError
}

function isWidened(dispersion: number, degreesOfFreedom: number): boolean {
  return dispersion > 1 && degreesOfFreedom > 0
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
