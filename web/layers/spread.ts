import type { Box } from '../map/spec.ts'

/** Nearer than this share of the larger side of the box, two marks would cover each other. */
const nearest = 0.11
const rounds = 80

/**
 * Moves places that would cover each other apart, as little as need be; the others stay where they are. The same places
 * give the same answer. Degrees; `box` is what will be seen, null moves nothing.
 */
export function spread(
  places: ReadonlyMap<string, readonly [number, number]>,
  box: Box | null,
): ReadonlyMap<string, [number, number]> {
  const moved = new Map([...places].map(([key, [x, y]]): [string, [number, number]] => [key, [x, y]]))
  if (box === null) return moved
  const [west, south, east, north] = box
  // a degree of longitude is shorter than one of latitude
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const apart = nearest * Math.max((east - west) * squeeze, north - south)
  const all = [...moved.values()]
  for (let round = 0; round < rounds; round++) {
    let still = true
    for (const [i, a] of all.entries())
      for (const b of all.slice(i + 1)) still = push(a, b, apart, squeeze, i) && still
    if (still) break
  }
  return moved
}

/** Pushes two places apart to the distance wanted; whether they were far enough already. */
function push(
  a: [number, number],
  b: [number, number],
  apart: number,
  squeeze: number,
  turn: number,
): boolean {
  let x = (b[0] - a[0]) * squeeze
  let y = b[1] - a[1]
  const distance = Math.hypot(x, y)
  if (distance >= apart * 0.999) return true
  if (distance < apart / 1000) {
    // of one place: every pair in another direction
    x = Math.cos(turn * 2.4)
    y = Math.sin(turn * 2.4)
  } else {
    x /= distance
    y /= distance
  }
  const step = (apart - Math.min(distance, apart)) / 2
  a[0] -= (x * step) / squeeze
  a[1] -= y * step
  b[0] += (x * step) / squeeze
  b[1] += y * step
  return false
}
