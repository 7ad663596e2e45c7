/** Cases counted among the households of an area; null where nobody knows how many households there are. */
export interface AreaCases {
  cases: number
  households: number | null
}

/** Why an area has no smoothed rate: nothing can be divided by what is not known or by nobody, nor smoothed by nothing. */
export type NoRate = 'households not known' | 'no households' | 'no area with households'

/** A smoothed rate, cases per household. `weight`, of one, is how much of the area's own rate is in it: the rest is `b`. */
export type SmoothedRate = { rate: number; weight: number } | { rate: null; why: NoRate }

/**
 * What an area's rate is smoothed by: the overall rate `b` (cases per household), the variance `a` of the true rates
 * among areas (its square), and the number of areas both rest on; without any, `a` and `b` are null.
 */
export interface Smoothing {
  a: number | null
  b: number | null
  areas: number
  /** the smoothed rate of an area, of those the estimate rests on or like them; a RangeError as of `smoothingOf` */
  rateOf(area: AreaCases): SmoothedRate
}

/**
 * Marshall's global empirical-Bayes estimate of small-area rates, cases taken as Poisson, by the method of moments:
 *
 *     p_i = n_i / x_i        b = Σn / Σx        s² = Σ x_i (p_i - b)² / Σx
 *     a = max(0, s² - b / (Σx / m))             rate_i = b + (p_i - b) a / (a + b / x_i)
 *
 * of n_i cases among x_i households in m areas. The fewer households an area has, the closer its rate comes to the overall
 * one; with a = 0 the areas differ by no more than chance would have them, and all get the overall rate.
 *
 * Areas without households, or with an unknown number, are left out of the estimate and get no rate (EBest of R's spdep
 * refuses them). One area alone keeps its own rate, which is the overall one. Where nothing was counted anywhere every
 * rate is 0 (EBest: NaN). Throws a RangeError for numbers that are negative or have no end.
 *
 * Source: R. J. Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics
 * 40, 283-294; checked against spdep::EBest.
 */
export function smoothingOf(areas: readonly AreaCases[]): Smoothing {
  const rated = areas.filter(isRated)
  if (rated.length === 0) {
    const rateOf = (area: AreaCases): SmoothedRate =>
      isRated(area) ? { rate: null, why: 'no area with households' } : unrated(area)
    return { a: null, b: null, areas: 0, rateOf }
  }
  const households = sum(rated.map((area) => area.households))
  const b = sum(rated.map((area) => area.cases)) / households
  const spread =
    sum(rated.map((area) => area.households * (area.cases / area.households - b) ** 2)) / households
  const a = Math.max(0, spread - b / (households / rated.length))
  const rateOf = (area: AreaCases): SmoothedRate => {
    if (!isRated(area)) return unrated(area)
    const weight = a === 0 ? 0 : a / (a + b / area.households)
    return { rate: b + weight * (area.cases / area.households - b), weight }
  }
  return { a, b, areas: rated.length, rateOf }
}

interface RatedArea extends AreaCases {
  households: number
}

function isRated(area: AreaCases): area is RatedArea {
  const { cases, households } = area
  if (!(cases >= 0 && cases < Number.POSITIVE_INFINITY))
    throw new RangeError(`not a number of cases: ${cases}`)
  if (households === null) return false
  if (!(households >= 0 && households < Number.POSITIVE_INFINITY))
    throw new RangeError(`not a number of households: ${households}`)
  return households > 0
}

function unrated({ households }: AreaCases): SmoothedRate {
  return { rate: null, why: households === null ? 'households not known' : 'no households' }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
