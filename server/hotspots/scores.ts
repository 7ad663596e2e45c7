import { normalTwoSided } from '../statistics/index.ts'
import { adjusted } from './statistics/false-discovery.ts'
import { giStar, type LocalSums, localSums, type Moments, momentsOf } from './statistics/gi-star.ts'
import type { Valued } from './values.ts'

/** Gi* of every place of a study; NaN where it is not defined. */
export interface Scores {
  moments: Moments
  z: Float64Array
  p: Float64Array
  /** p after control of the false discovery rate */
  pAdjusted: Float64Array
  /** tickets of each neighbourhood, and what an even spread would have there */
  around: LocalSums
  aroundExpected: Float64Array
}

/** Scores the places of a study. */
export function scoresOf({ study, values, expected }: Valued): Scores {
  const moments = momentsOf(values)
  const { sums, weights } = localSums(values, study.neighbourhood)
  const z = sums.map((sum, place) => giStar(sum, weights[place]!, moments))
  const p = z.map((one) => (Number.isNaN(one) ? Number.NaN : Math.min(1, normalTwoSided(one))))
  return {
    moments,
    z,
    p,
    pAdjusted: adjusted(p),
    around: localSums(Float64Array.from(study.counts), study.neighbourhood),
    aroundExpected: localSums(expected, study.neighbourhood).sums,
  }
}
