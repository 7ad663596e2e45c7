/** Cases counted among the households of an area; null where nobody knows how many households there are. */
export interface AreaCases {
  cases: number
  households: number | null
}

/** Why an area has no rate, raw or smoothed: nothing can be divided by what is not known, or by nobody. */
export type NoRate = 'households not known' | 'no households'

/**
 * An area's smoothed rate, cases per household. `weight`, of one, is how much of its own rate is in it: the rest is the
 * overall rate.
 */
export type SmoothedRate = { rate: number; weight: number } | { rate: null; why: NoRate }

/**
 * The estimate: overall rate `b` (cases per household), spread of the true rates among areas `a` (its square), the
 * number of areas it rests on, and the rates in the order of the areas given. Without an area to rest on, `a` and `b` are
 * null.
 */
export interface Smoothing {
  a: number | null
  b: number | null
  areas: number
  rates: SmoothedRate[]
}

/**
 * Marshall's global empirical-Bayes estimate of small-area rates, cases taken as Poisson, by the method of moments:
 *
 *     p_i = n_i / x_i        b = Σn / Σx        s² = Σ x_i (p_i - b)² / Σx
 *     a = max(0, s² - b / (Σx / m))             estimate_i = b + (p_i - b) a / (a + b / x_i)
 *
 * of n_i cases among x_i households in m areas. The smaller an area, the closer its estimate lies to the overall rate;
 * with a = 0 the areas differ by no more than chance would have them, and all of them get the overall rate.
 *
 * Areas without households, or with an unknown number, are left out of the estimate and get none (EBest of R's spdep
 * refuses them). One area alone keeps its own rate, which is the overall one. Where nothing was counted anywhere every
 * rate is 0 (EBest: NaN). Throws a RangeError for negative or unending numbers.
 *
 * Source: R. J. Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics
 * 40, 283-294; checked against spdep::EBest.
 */
export function smoothRates(areas: readonly AreaCases[]): Smoothing {
  const rated = areas.filter(isRated)
  const cases = sum(rated.map((area) => area.cases))
  const households = sum(rated.map((area) => area.households))
  if (rated.length === 0) return { a: null, b: null, areas: 0, rates: areas.map(unrated) }
  const b = cases / households
  const spread =
    sum(rated.map((area) => area.households * (area.cases / area.households - b) ** 2)) / households
  const a = Math.max(0, spread - b / (households / rated.length))
  const rates = areas.map((area) => {
    if (!isRated(area)) return unrated(area)
    const weight = a === 0 ? 0 : a / (a + b / area.households)
    return { rate: b + weight * (area.cases / area.households - b), weight }
  })
  return { a, b, areas: rated.length, rates }
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
