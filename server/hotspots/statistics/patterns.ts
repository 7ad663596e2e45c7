import type { EmergingClass, Trend } from '@grid/data/contract'

type Heat = EmergingClass extends infer Class
  ? Class extends `${infer Pattern}_hot`
    ? Pattern
    : never
  : never

const opposite = { up: 'down', down: 'up', none: 'none' } as const

/**
 * The pattern of a place over its steps, each 3 hot at 99 %, 2 at 95 %, 1 at 90 %, 0 neither, negative cold. A step is hot
 * from `least` on. `trend` is that of its Gi*: up is towards hot. Cold is hot with every sign turned.
 *
 * The last step decides first: a place that is hot now has one of the seven patterns of hot now, one that is cold now of
 * cold now, whatever it was before; only one that is neither can be historical. Among those of now the order is: at least
 * nine steps in ten (intensifying, persistent, diminishing), new, consecutive, oscillating, sporadic. It leaves nothing
 * open: see the table in the README.
 *
 * Source of the seventeen: ArcGIS Pro, Emerging Hot Spot Analysis.
 */
export function patternOf(
  steps: ArrayLike<number>,
  least: 1 | 2 | 3,
  trend: Trend['direction'],
): EmergingClass {
  const last = steps.length === 0 ? 0 : steps[steps.length - 1]!
  if (last >= least) return `${heatOf(steps, 1, least, trend)}_hot`
  if (last <= -least) return `${heatOf(steps, -1, least, opposite[trend])}_cold`
  if (mostly(steps, 1, least)) return 'historical_hot'
  return mostly(steps, -1, least) ? 'historical_cold' : 'none'
}

/** Steps up to the last one that are hot without a break; negative where they are cold. */
export function runningOf(steps: ArrayLike<number>, least: 1 | 2 | 3): number {
  const last = steps.length === 0 ? 0 : steps[steps.length - 1]!
  if (Math.abs(last) < least) return 0
  const sign = Math.sign(last)
  return sign * finalRun(steps, sign, least)
}

/** The pattern of a place whose last step is hot, `sign` turning cold to hot. */
function heatOf(steps: ArrayLike<number>, sign: number, least: number, trend: Trend['direction']): Heat {
  if (mostly(steps, sign, least))
    return trend === 'up' ? 'intensifying' : trend === 'down' ? 'diminishing' : 'persistent'
  const run = finalRun(steps, sign, least)
  if (count(steps, sign, least) === run) return run === 1 ? 'new' : 'consecutive'
  return count(steps, -sign, least) > 0 ? 'oscillating' : 'sporadic'
}

/** At least nine in ten, in whole numbers: 9 of 10 are, 89 of 99 are not. */
function mostly(steps: ArrayLike<number>, sign: number, least: number): boolean {
  return steps.length > 0 && 10 * count(steps, sign, least) >= 9 * steps.length
}

function count(steps: ArrayLike<number>, sign: number, least: number): number {
  let hot = 0
  for (let step = 0; step < steps.length; step++) if (sign * steps[step]! >= least) hot++
  return hot
}

function finalRun(steps: ArrayLike<number>, sign: number, least: number): number {
  let run = 0
  while (run < steps.length && sign * steps[steps.length - 1 - run]! >= least) run++
  return run
}
