import type { Neighbourhood } from './neighbourhood.ts'

/** Mean of the values and their standard deviation with n below the line, as Getis and Ord have it. */
export interface Moments {
  n: number
  mean: number
  deviation: number
}

/** Mean and deviation in two passes: values that are all equal have a deviation of exactly 0. */
export function momentsOf(values: Float64Array): Moments {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]!
  const mean = sum / n
  let squares = 0
  let equal = true
  for (let i = 0; i < n; i++) {
    squares += (values[i]! - mean) ** 2
    equal &&= values[i] === values[0]
  }
  return { n, mean, deviation: equal ? 0 : Math.sqrt(squares / n) }
}

/** Values of a place and its neighbours together, and how many places that are. */
export interface LocalSums {
  sums: Float64Array
  weights: Int32Array
}

/** Sums over each place's neighbourhood, the place itself included. */
export function localSums(values: Float64Array, { starts, others }: Neighbourhood): LocalSums {
  const sums = new Float64Array(values.length)
  const weights = new Int32Array(values.length)
  for (let place = 0; place < values.length; place++) {
    const end = starts[place + 1]!
    let sum = values[place]!
    for (let at = starts[place]!; at < end; at++) sum += values[others[at]!]!
    sums[place] = sum
    weights[place] = 1 + end - starts[place]!
  }
  return { sums, weights }
}

/**
 * Gi* as a standard score, for a sum over `weight` of `n` values with binary weights:
 *
 *     z = (Σ_j w_ij x_j - W_i x̄) / (S √((n W_i - W_i²) / (n - 1)))      W_i = Σ_j w_ij, w_ii = 1
 *
 * Each place is judged by its own W_i: one at the edge has fewer neighbours and a wider spread, not a lower score. NaN
 * where it is not defined: all values equal, or a neighbourhood that is all there is.
 *
 * Source: J. K. Ord and A. Getis (1995), Local spatial autocorrelation statistics, Geographical Analysis 27, 286-306,
 * equation 7; `localG` of R's spdep with `include.self` and weights of style B.
 */
export function giStar(sum: number, weight: number, { n, mean, deviation }: Moments): number {
  const spread = deviation * Math.sqrt((n * weight - weight * weight) / (n - 1))
  return spread > 0 ? (sum - weight * mean) / spread : Number.NaN
}

/** Gi* of every place. */
export function giStars(values: Float64Array, neighbourhood: Neighbourhood): Float64Array {
  const moments = momentsOf(values)
  const { sums, weights } = localSums(values, neighbourhood)
  return sums.map((sum, place) => giStar(sum, weights[place]!, moments))
}
