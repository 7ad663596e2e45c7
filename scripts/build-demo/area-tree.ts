import { Area, AreaGeometry } from '@grid/data/contract'
import { z } from 'zod'
import { type Bounds, boundsOf, contains, type Point } from './polygon.ts'

/** The areas of a pack as GeoJSON, properties named as the contract's `Area` names them. */
export const AreaCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ type: z.literal('Feature'), properties: Area, geometry: AreaGeometry })),
})
export type AreaCollection = z.infer<typeof AreaCollection>

/** A basic grid with the names of what it lies in. */
export interface Grid {
  code: string
  community: string
  /** the name its addresses begin with: the quarter in brackets, else the community */
  placeName: string
  street: string
  households: number
  /** a residents' community (社区) with blocks of flats; else a village (村) */
  urban: boolean
  /** place of this grid among those of its community, from 0 */
  index: number
  geometry: AreaGeometry
  bounds: Bounds
}

/** A special grid (专属网格): a market, a park, a building site. */
export interface SpecialGrid {
  code: string
  name: string
  geometry: AreaGeometry
  bounds: Bounds
}

export interface AreaTree {
  grids: readonly Grid[]
  specials: readonly SpecialGrid[]
  communities: readonly { code: string; name: string; street: string }[]
  /** the basic grid a point lies in */
  gridAt: (point: Point) => Grid | undefined
}

const meanHouseholds = 694

/** Reads the four levels of the demo; throws when a grid's community or street is missing. */
export function areaTree(areas: AreaCollection): AreaTree {
  const byCode = new Map(areas.features.map(({ properties }) => [properties.code, properties]))
  const parentOf = (code: string | undefined): Area => {
    const area = code === undefined ? undefined : byCode.get(code)
    if (!area) throw new Error(`no area ${code}`)
    return area
  }
  const seen = new Map<string, number>()
  const grids: Grid[] = []
  const specials: SpecialGrid[] = []
  for (const { properties: area, geometry } of areas.features) {
    const bounds = boundsOf(geometry)
    if (area.kind === 'special') specials.push({ code: area.code, name: area.name, geometry, bounds })
    else if (area.level === 'grid') {
      const community = parentOf(area.parent)
      const street = parentOf(community.parent)
      const index = seen.get(community.code) ?? 0
      seen.set(community.code, index + 1)
      grids.push({
        code: area.code,
        community: community.code,
        placeName: /（(.+)）/u.exec(area.name)?.[1] ?? community.name,
        street: street.code,
        households: area.households ?? meanHouseholds,
        urban: community.name.endsWith('社区'),
        index,
        geometry,
        bounds,
      })
    }
  }
  const communities = areas.features.flatMap(({ properties: { level, kind, code, name, parent } }) =>
    level === 'community' && kind === 'basic' && parent !== undefined ? [{ code, name, street: parent }] : [],
  )
  const gridAt = (point: Point) => grids.find(({ geometry, bounds }) => contains(geometry, bounds, point))
  return { grids, specials, communities, gridAt }
}
