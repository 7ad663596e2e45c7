import type { AreaCollection, AreaFeature } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { areaMesh } from './area-mesh.ts'

function area(code: string, kind: 'basic' | 'special', geometry: AreaFeature['geometry']): AreaFeature {
  return {
    type: 'Feature',
    id: code,
    bbox: null,
    geometry,
    properties: {
      code,
      name: code,
      nameEn: null,
      level: 'grid',
      parent: null,
      path: [code],
      kind,
      households: null,
      population: null,
      lead: null,
      label: null,
      validFrom: null,
      validTo: null,
    },
  } as AreaFeature
}

const square = (x: number, y: number, side: number): [number, number][] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]
const made: AreaCollection = {
  type: 'FeatureCollection',
  features: [
    area('ring', 'basic', { type: 'Polygon', coordinates: [square(0, 0, 0.09), square(0.03, 0.03, 0.03)] }),
    area('special', 'special', { type: 'Polygon', coordinates: [square(0, 0, 1)] }),
    area('nowhere', 'basic', null),
    area('two', 'basic', {
      type: 'MultiPolygon',
      coordinates: [[square(0.2, 0, 0.03)], [square(0.3, 0, 0.03)]],
    }),
  ],
  synthetic: true,
  caption: null,
}

describe('areas as triangles', () => {
  it('cover each area of the tree, without its holes, and no other', () => {
    const { codes, corners, areas, triangles, origin } = areaMesh(made)
    expect(codes).toEqual(['ring', 'two'])
    expect(origin).toEqual([0.5, 0.5])
    const covered = [0, 0]
    for (let at = 0; at < triangles.length; at += 3) {
      const [a = 0, b = 0, c = 0] = triangles.slice(at, at + 3)
      const x = (corner: number) => corners[2 * corner] ?? 0
      const y = (corner: number) => corners[2 * corner + 1] ?? 0
      expect([areas[b], areas[c]]).toEqual([areas[a], areas[a]])
      const number = areas[a] ?? -1
      covered[number] =
        (covered[number] ?? 0) + Math.abs((x(b) - x(a)) * (y(c) - y(a)) - (x(c) - x(a)) * (y(b) - y(a))) / 2
    }
    // at the equator the web map has a degree as 1/360 either way
    const [ring = 0, two = 0] = covered.map((size) => size * 360 * 360)
    expect(ring).toBeCloseTo(0.0081 - 0.0009, 6)
    expect(two).toBeCloseTo(2 * 0.0009, 6)
  })
})
