import type { RegressionEffect, Segmented } from '@grid/data/contract'
import { logRatio, widenedError } from './log-ratio.ts'
import { dot, type PoissonFit, poissonRegression } from './poisson-regression.ts'
import { standardMonth } from './rate-ratio.ts'

/** A month as the regression sees it; `time` counts months from the first one after the date. */
export interface MonthCount {
  time: number
  days: number
  count: number
}

/** Fewer than this on a side and the lines say nothing. */
export const fewestMonths = 4
export const fewestEvents = 10

/** The regression, and its two lines at any month. */
export interface SegmentedFit {
  segmented: Segmented
  fittedAt: (month: Omit<MonthCount, 'count'>) => number
  projectedAt: (month: Omit<MonthCount, 'count'>) => number
}

/**
 * Segmented Poisson regression (Wagner et al. 2002; Bernal et al. 2017): log mu = b0 + b1·t + b2·after + b3·after·t +
 * log(days / 30.4375). Null, "too few to say", with fewer than 4 months or 10 events on a side, or where no best line
 * exists.
 */
export function segmentedRegression(months: readonly MonthCount[]): SegmentedFit | null {
  for (const side of [months.filter(isBefore), months.filter((month) => !isBefore(month))]) {
    const events = side.reduce((sum, month) => sum + month.count, 0)
    if (side.length < fewestMonths || events < fewestEvents) return null
  }
  const fit = poissonRegression(
    months.map((month) => rowOf(month.time, isBefore(month) ? 0 : 1)),
    months.map((month) => month.count),
    months.map((month) => Math.log(month.days / standardMonth)),
  )
  if (!fit) return null
  const meanAt = (time: number, days: number, after: 0 | 1) =>
    Math.exp(dot(rowOf(time, after), fit.coefficients)) * (days / standardMonth)
  return {
    segmented: {
      level: effect(fit, [0, 0, 1, 0]),
      slope: effect(fit, [0, 0, 0, 1]),
      slopeBefore: effect(fit, [0, 1, 0, 0]),
      slopeAfter: effect(fit, [0, 1, 0, 1]),
      dispersion: fit.dispersion,
      degreesOfFreedom: fit.degreesOfFreedom,
      autocorrelation: lagOne(fit.pearson),
    },
    fittedAt: ({ time, days }) => meanAt(time, days, time < 0 ? 0 : 1),
    projectedAt: ({ time, days }) => meanAt(time, days, 0),
  }
}

function isBefore({ time }: MonthCount): boolean {
  return time < 0
}

function rowOf(time: number, after: 0 | 1): number[] {
  return [1, time, after, after * time]
}

/** The ratio of a sum of coefficients, e.g. b1 + b3. */
function effect(
  { coefficients, covariance, dispersion, degreesOfFreedom }: PoissonFit,
  weights: number[],
): RegressionEffect {
  const variance = dot(
    weights,
    covariance.map((row) => dot(row, weights)),
  )
  const error = Math.sqrt(variance)
  return {
    ...logRatio(dot(coefficients, weights), error, dispersion, degreesOfFreedom),
    standardError: widenedError(error, dispersion, degreesOfFreedom),
  }
}

function lagOne(residuals: readonly number[]): number {
  const squares = dot(residuals, residuals)
  return squares === 0 ? 0 : dot(residuals.slice(1), residuals.slice(0, -1)) / squares
}
