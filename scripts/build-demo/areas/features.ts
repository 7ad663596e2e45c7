import type { Feature, Polygon } from 'geojson'
import { dissolve } from './dissolve.ts'
import type { Face } from './edges.ts'
import type { Grid } from './grids.ts'
import { market } from './market.ts'
import { englishName, shortName } from './names.ts'
import { districtHouseholds, districtPopulation, type Peopled } from './people.ts'
import { type Ring, toDegrees } from './plane.ts'
import { communities, outline, streets } from './source.ts'

interface AreaProperties {
  code: string
  name: string
  nameEn: string
  level: 'district' | 'street' | 'community' | 'grid'
  parent?: string
  kind: 'basic' | 'special'
  lead?: string
  households: number
  population: number
}

export type AreaFeature = Feature<Polygon, AreaProperties>

/** Residential quarters that stories of the demo speak of, by the grid they are put in. */
const quarters: Record<string, { name: string; nameEn: string }> = {
  '610117001008002': { name: '杨林三期', nameEn: 'Yanglin Phase III' },
  '610117001003001': { name: '民生小区', nameEn: 'Minsheng Quarter' },
  '610117001004001': { name: '泾园小区', nameEn: 'Jingyuan Quarter' },
}

/** All areas, widest level first, then by code. */
export function features(people: Peopled[], grids: Grid[], faces: Face[]): AreaFeature[] {
  return [
    district(faces),
    ...streetFeatures(people, faces),
    ...communityFeatures(people, faces),
    ...gridFeatures(grids, faces),
  ]
}

function district(faces: Face[]): AreaFeature {
  const { code, name, nameEn } = outline.properties
  return feature(
    ringOf(
      dissolve(faces, () => code),
      code,
    ),
    {
      code,
      name,
      nameEn,
      level: 'district',
      kind: 'basic',
      lead: `中共西安市${name}委员会`,
      households: districtHouseholds,
      population: districtPopulation,
    },
  )
}

function streetFeatures(people: Peopled[], faces: Face[]): AreaFeature[] {
  const rings = dissolve(faces, (grid) => grid.slice(0, 9))
  return streets.map(({ code, name }) => {
    const own = people.filter((one) => one.code.startsWith(code))
    return feature(ringOf(rings, code), {
      code,
      name,
      nameEn: englishName(name),
      level: 'street',
      parent: outline.properties.code,
      kind: 'basic',
      lead: `中共${name}工作委员会`,
      households: own.reduce((sum, { households }) => sum + households, 0),
      population: own.reduce((sum, { population }) => sum + population, 0),
    })
  })
}

function communityFeatures(people: Peopled[], faces: Face[]): AreaFeature[] {
  const rings = dissolve(faces, (grid) => grid.slice(0, 12))
  return communities.map(({ code, name: official }, i) => {
    const name = shortName(official)
    const { households, population } = people[i]!
    const parent = code.slice(0, 9)
    const street = streets.find((one) => one.code === parent)?.name ?? ''
    return feature(ringOf(rings, code), {
      code,
      name,
      nameEn: englishName(name),
      level: 'community',
      parent,
      kind: 'basic',
      lead: `中共${street}${name}总支部委员会`,
      households,
      population,
    })
  })
}

function gridFeatures(grids: Grid[], faces: Face[]): AreaFeature[] {
  const rings = dissolve(faces, (grid) => grid)
  const names = new Map(communities.map(({ code, name }) => [code, shortName(name)]))
  const basic = grids.map(({ code, number, community, households, population }) => {
    const name = names.get(community) ?? community
    const quarter = quarters[code]
    return feature(ringOf(rings, code), {
      code,
      name: `${name}第${number}网格${quarter ? `（${quarter.name}）` : ''}`,
      nameEn: `${englishName(name)} Grid ${number}${quarter ? ` (${quarter.nameEn})` : ''}`,
      level: 'grid',
      parent: community,
      kind: 'basic',
      households,
      population,
    })
  })
  const special = feature(market.ring(rings), {
    code: market.code,
    name: market.name,
    nameEn: market.nameEn,
    level: 'grid',
    parent: market.parent,
    kind: 'special',
    households: 0,
    population: 0,
  })
  return [...basic, special].sort((a, b) => (a.properties.code < b.properties.code ? -1 : 1))
}

function ringOf(rings: Map<string, Ring>, code: string): Ring {
  const ring = rings.get(code)
  if (!ring) throw new Error(`${code} has no land`)
  return ring
}

function feature(ring: Ring, properties: AreaProperties): AreaFeature {
  const open = ring.map(toDegrees)
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [[...open, open[0]!]] } }
}
