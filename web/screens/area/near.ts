import type { Box } from '../../map/spec.ts'

/** What the map is asked to bring near; a new object asks again. */
export interface Near {
  box: Box
}

type Point = readonly [number, number]

/** Half a kilometre or so: what is shown around a place without an extent of its own. */
const around = 0.005
/** How many times its own size is shown around a place that has one. */
const times = 3

/** The surroundings of a place, as wide as its ring or radius asks for. */
export function aroundPoint([lon, lat]: Point, ring: readonly Point[] | null, metres = 0): Near {
  const reach = Math.max(
    around,
    (metres / 111_320) * times,
    ...(ring ?? []).map(([x, y]) => times * Math.max(Math.abs(x - lon), Math.abs(y - lat))),
  )
  return { box: [lon - reach, lat - reach, lon + reach, lat + reach] }
}
