import type { AreaGeometry } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { AreaPlacer, type PlacedArea } from './place.ts'

const box = (west: number, south: number, east: number, north: number): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

/** A district of 4 × 2, a street in its left half, a grid in the street's left half, a market across the street. */
const areas: PlacedArea[] = [
  area(1, 'd', 0, null, [0, 0, 4, 2]),
  area(2, 's', 1, 1, [0, 0, 2, 2]),
  area(3, 'g', 2, 2, [0, 0, 1, 2]),
  { ...area(4, 'market', 2, 2, [0.5, 0, 1.5, 1]), special: true },
  { ...area(5, 'paper', 1, 1, [0, 0, 0, 0]), geometry: null, bbox: null },
]

function area(
  key: number,
  code: string,
  depth: number,
  parent: number | null,
  bbox: [number, number, number, number],
): PlacedArea {
  return { key, code, depth, parent, special: false, geometry: box(...bbox), bbox }
}

const placer = new AreaPlacer(areas)
const point = (lon: number, lat: number) => ({ lon, lat, flag: null })
const nowhere = { lon: null, lat: null, flag: null }
const chain = (...keys: number[]) => [...keys, ...new Array<number>(6 - keys.length).fill(0)]

describe('AreaPlacer', () => {
  it('takes the smallest area and those above it', () => {
    const found = placer.place(point(0.2, 1.5), null)
    expect([found.placed, [...found.chain], found.special]).toEqual(['point', chain(1, 2, 3), []])
  })

  it('falls back to upper levels where no smaller area holds the point', () => {
    expect([...placer.place(point(1.7, 1.5), null).chain]).toEqual(chain(1, 2))
    expect([...placer.place(point(3, 1), null).chain]).toEqual(chain(1))
  })

  it('reports special grids beside the tree', () => {
    const found = placer.place(point(0.7, 0.5), null)
    expect([[...found.chain], found.special]).toEqual([chain(1, 2, 3), [4]])
  })

  it('prefers the point, and uses the code where there is none or no area holds it', () => {
    expect([...placer.place(point(3, 1), 'g').chain]).toEqual(chain(1))
    const byCode = placer.place(nowhere, 'paper')
    expect([byCode.placed, [...byCode.chain], byCode.outside]).toEqual(['code', chain(1, 5), false])
    const outside = placer.place(point(9, 9), 's')
    expect([outside.placed, [...outside.chain], outside.outside]).toEqual(['code', chain(1, 2), true])
  })

  it('places by the code of a special grid too, in the areas it hangs below', () => {
    const found = placer.place(nowhere, 'market')
    expect([found.placed, [...found.chain], found.special]).toEqual(['code', chain(1, 2), [4]])
  })

  it('says so where nothing helps', () => {
    const found = placer.place(point(9, 9), 'nobody')
    expect([found.placed, [...found.chain], found.outside, found.unknownCode]).toEqual([
      'none',
      chain(),
      true,
      true,
    ])
    expect(new AreaPlacer([]).place(point(1, 1), null)).toMatchObject({ placed: 'none', outside: false })
  })

  it('spans the basic areas', () => {
    expect(placer.bbox).toEqual([0, 0, 4, 2])
    expect(new AreaPlacer([]).bbox).toBeUndefined()
  })
})
