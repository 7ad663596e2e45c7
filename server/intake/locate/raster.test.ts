import type { AreaGeometry } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AreaIndex } from './area-index.ts'
import { Raster } from './raster.ts'
import { flatten } from './rings.ts'

/** A polygon with so many corners around a middle, as far from it as drawn. */
const star = fc
  .record({
    x: fc.integer({ min: 0, max: 3000 }).map((step) => 109 + step / 10_000),
    y: fc.integer({ min: 0, max: 2000 }).map((step) => 34.4 + step / 10_000),
    radii: fc.array(
      fc.integer({ min: 20, max: 1200 }).map((step) => step / 10_000),
      { minLength: 3, maxLength: 12 },
    ),
  })
  .map(({ x, y, radii }): AreaGeometry => {
    const ring = radii.map((radius, corner): [number, number] => {
      const angle = (2 * Math.PI * corner) / radii.length
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
    })
    return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
  })
const share = fc.integer({ min: -50, max: 1050 }).map((thousandths) => thousandths / 1000)

describe('a raster over outlines', () => {
  it('says what a close look says, or nothing', () => {
    let sure = 0
    fc.assert(
      fc.property(
        fc.array(star, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(share, share), { minLength: 200, maxLength: 200 }),
        (geometries, points) => {
          const outlines = geometries.map((geometry, key) => ({ key, code: String(key), geometry }))
          const index = new AreaIndex(outlines)
          const rings = geometries.map(flatten)
          const raster = new Raster(rings)
          const corners = rings.flatMap(({ coordinates }) => [...coordinates].slice(0, 6))
          const near = corners.flatMap((x, at) => (at % 2 === 0 ? [[x, corners[at + 1]!] as const] : []))
          const spread = points.map(([x, y]) => [108.9 + 0.5 * x, 34.3 + 0.4 * y] as const)
          for (const [lon, lat] of [...near, ...spread]) {
            const said = raster.at(lon, lat)
            if (said < 0) continue
            sure++
            expect(index.at(lon, lat)).toBe(said)
          }
        },
      ),
      { numRuns: 25 },
    )
    expect(sure).toBeGreaterThan(50)
  })

  it('is sure of most points of a tiling', () => {
    const tiles = Array.from({ length: 100 }, (_, tile): AreaGeometry => {
      const [west, south] = [109 + (tile % 10) * 0.01, 34 + Math.floor(tile / 10) * 0.01]
      const [east, north] = [west + 0.01, south + 0.01]
      return {
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
      }
    })
    const raster = new Raster(tiles.map(flatten))
    const said = Array.from({ length: 1000 }, (_, n) =>
      raster.at(109 + 0.1 * ((n * 0.754877666) % 1), 34 + 0.1 * ((n * 0.569840291) % 1)),
    )
    expect(said.filter((tile) => tile >= 0).length).toBeGreaterThan(900)
  })
})
