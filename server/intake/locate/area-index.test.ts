import type { AreaGeometry } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AreaIndex } from './area-index.ts'

const box = (west: number, south: number, east: number, north: number): number[][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const polygon = (...rings: number[][][]): AreaGeometry => ({
  type: 'Polygon',
  coordinates: rings.map((ring) => ring.map(([x = 0, y = 0]): [number, number] => [x, y])),
})

/** Even-odd as textbooks write it, with plain arithmetic: right away from borders. */
function evenOdd(ring: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!
    const [xj, yj] = ring[j]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

describe('AreaIndex', () => {
  it('sees holes, islands in holes and several parts', () => {
    const index = new AreaIndex([
      {
        key: 7,
        code: 'a',
        geometry: {
          type: 'MultiPolygon',
          coordinates: [
            [...polygon(box(0, 0, 10, 10), box(2, 2, 8, 8)).coordinates],
            [...polygon(box(4, 4, 6, 6)).coordinates],
            [...polygon(box(20, 0, 21, 1)).coordinates],
          ] as [number, number][][][],
        },
      },
    ])
    expect(index.at(1, 1)).toBe(7)
    expect(index.at(3, 3)).toBeUndefined()
    expect(index.at(5, 5)).toBe(7)
    expect(index.at(20.5, 0.5)).toBe(7)
    expect(index.at(15, 0.5)).toBeUndefined()
  })

  it('gives every point of a tiling to exactly one tile, borders, corners and the outer border included', () => {
    const tiles = [0, 1, 2, 3].map((n) => ({
      key: n,
      code: `t${n}`,
      geometry: polygon(box(n % 2, n >> 1, (n % 2) + 1, (n >> 1) + 1)),
    }))
    const index = new AreaIndex(tiles)
    for (let x = 0; x <= 2; x += 0.25) {
      for (let y = 0; y <= 2; y += 0.25) {
        const holders = tiles.filter((tile) => new AreaIndex([tile]).at(x, y) === tile.key)
        expect(index.at(x, y), `${x} ${y}`).toBeTypeOf('number')
        expect(holders.map((tile) => tile.key)).toContain(index.at(x, y))
      }
    }
    // the rule itself: an inner border belongs to the tile right of or above it
    expect(index.at(1, 0.5)).toBe(1)
    expect(index.at(0.5, 1)).toBe(2)
    expect(index.at(1, 1)).toBe(3)
    expect(index.at(2, 2)).toBe(3)
  })

  it('gives a point on a slanted border to one side only, whichever way the rings run', () => {
    const a = {
      key: 1,
      code: 'a',
      geometry: polygon([
        [0, 0],
        [0.3, 0.1],
        [0.7, 0.9],
        [0, 1],
        [0, 0],
      ]),
    }
    const b = {
      key: 2,
      code: 'b',
      geometry: polygon([
        [0.3, 0.1],
        [1, 0],
        [1, 1],
        [0.7, 0.9],
        [0.3, 0.1],
      ]),
    }
    const onlyA = new AreaIndex([a])
    const onlyB = new AreaIndex([b])
    const both = new AreaIndex([b, a])
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (t) => {
        const [x, y] = [0.3 + 0.4 * t, 0.1 + 0.8 * t]
        const found = both.at(x, y)
        expect(found).toBeDefined()
        // rounding puts most of these points beside the line: then one side alone holds them
        if (onlyA.at(x, y) === undefined) expect(found).toBe(2)
        if (onlyB.at(x, y) === undefined) expect(found).toBe(1)
      }),
    )
  })

  it('takes the lowest code where outlines overlap, in any order of the file', () => {
    const outlines = ['c', 'a', 'b'].map((code, key) => ({ key, code, geometry: polygon(box(0, 0, 1, 1)) }))
    expect(new AreaIndex(outlines).at(0.5, 0.5)).toBe(1)
    expect(new AreaIndex([...outlines].reverse()).at(0.5, 0.5)).toBe(1)
    expect(new AreaIndex(outlines).allAt(0.5, 0.5)).toEqual([1, 2, 0])
  })

  it('agrees with the textbook even-odd rule on any ring', () => {
    const coordinate = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 100)
    const ring = fc
      .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 12 })
      .map((points): [number, number][] => [...points, points[0]!])
    // off the lattice by a slope no edge of it has: never on a border
    const point = fc
      .tuple(coordinate, coordinate)
      .map(([x, y]) => [x + 0.0005123456789, y + 0.0003718281828] as const)
    fc.assert(
      fc.property(ring, fc.array(point, { minLength: 1, maxLength: 20 }), (points, asked) => {
        const index = new AreaIndex([
          { key: 1, code: 'a', geometry: { type: 'Polygon', coordinates: [points] } },
        ])
        for (const [x, y] of asked) expect(index.at(x, y) === 1).toBe(evenOdd(points, x, y))
      }),
      { numRuns: 500 },
    )
  })

  it('holds nothing when there are no areas', () => {
    expect(new AreaIndex([]).at(0, 0)).toBeUndefined()
    expect(new AreaIndex([]).allAt(0, 0)).toEqual([])
  })
})
