import type { Draft } from './draft.ts'
import type { Random } from './random.ts'
import type { Whereabouts } from './row.ts'

/**
 * What a ticket says of its place. Most have a point; a few only name an area, about one in a hundred names neither,
 * and a handful carry the mistakes of hand-filled forms: 0,0 or latitude and longitude swapped.
 */
export function whereaboutsOf({ point: [lon, lat], grid, counted }: Draft, random: Random): Whereabouts {
  const at = random.unit()
  if (counted || at >= 0.0465) return { lon, lat }
  if (at < 0.0005) return { lon: 0, lat: 0, area: grid.community }
  if (at < 0.001) return { lon: lat, lat: lon }
  if (at < 0.0115) return {}
  return { area: at < 0.025 ? grid.code : at < 0.04 ? grid.community : grid.street }
}
