import { areaTree } from '../../build-demo/area-tree.ts'
import { pointInside } from '../../build-demo/polygon.ts'
import { Random } from '../../build-demo/random.ts'

/** Somewhere tickets come from: a building, a corner, a stretch of road. */
export interface BenchPlace {
  key: number
  lon: number
  lat: number
  /** how titles call it */
  name: string
  /** tickets come from places in this proportion */
  weight: number
  /** 0 in town, 1 in a village: what is complained about differs */
  profile: 0 | 1
  /** units that serve it */
  community: string
  street: string
}

/** Places of one grid: about one for four households, few of them with many tickets. */
const placesAGrid = 160
/** How tickets fall from the busiest place of a grid to the next: the exponent of Zipf's law. */
const steepness = 0.8
/** Households of the busiest grids report up to so many times as often as those of the quietest. */
const spread = 6

/** The places of a centre's basic grids; the same for the same seed. */
export function benchPlaces(areas: Parameters<typeof areaTree>[0], seed: string): BenchPlace[] {
  const random = Random.named(`bench places ${seed}`)
  const ranks = Array.from({ length: placesAGrid }, (_, rank) => (rank + 1) ** -steepness)
  const all = ranks.reduce((sum, share) => sum + share, 0)
  const places: BenchPlace[] = []
  for (const grid of areaTree(areas).grids) {
    const busy = grid.households * spread ** random.unit()
    for (const share of ranks) {
      const [lon, lat] = pointInside(grid.geometry, grid.bounds, random)
      places.push({
        key: places.length,
        lon,
        lat,
        name: `${grid.placeName}${random.between(1, 40)}号楼`,
        weight: Math.max(1, Math.round((busy * share) / all)),
        profile: grid.urban ? 0 : 1,
        community: `community_${grid.community}`,
        street: `street_${grid.street}`,
      })
    }
  }
  return places
}
