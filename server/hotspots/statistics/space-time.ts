import { giStar, localSums, momentsOf } from './gi-star.ts'
import type { Neighbourhood } from './neighbourhood.ts'

/** Gi* of every place at every step; the value of place i at step s is at `s * places + i`. */
export interface CubeScores {
  z: Float64Array
  /** sum over the neighbourhood in space and time */
  around: Float64Array
}

/**
 * Gi* in a space-time cube: the neighbourhood of a place at a step is the place and its neighbours at that step and at
 * up to `stepsBack` steps before it, as many as there are; never a later one, so that what has been said of a step does
 * not change when the next arrives. Mean and deviation are those of the whole cube, so that steps compare.
 *
 * Source: ArcGIS Pro, How Emerging Hot Spot Analysis works (neighbourhood time step, entire cube).
 */
export function cubeScores(
  values: Float64Array,
  steps: number,
  neighbourhood: Neighbourhood,
  stepsBack: number,
): CubeScores {
  const places = neighbourhood.starts.length - 1
  const moments = momentsOf(values)
  const z = new Float64Array(values.length)
  const around = new Float64Array(values.length)
  const local: Float64Array[] = []
  for (let step = 0; step < steps; step++) {
    const { sums, weights } = localSums(values.subarray(step * places, (step + 1) * places), neighbourhood)
    local.push(sums)
    const first = Math.max(0, step - stepsBack)
    for (let place = 0; place < places; place++) {
      let sum = 0
      for (let at = first; at <= step; at++) sum += local[at]![place]!
      around[step * places + place] = sum
      z[step * places + place] = giStar(sum, weights[place]! * (step - first + 1), moments)
    }
  }
  return { z, around }
}
