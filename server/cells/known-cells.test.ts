import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellAt, KnownCells } from './index.ts'

/** Around a place, as far as some cells reach: most points are asked about again and again, many near a border. */
const around = (lon: number, lat: number) =>
  fc.array(
    fc.record({
      lon: fc.double({ min: lon - 0.001, max: lon + 0.001, noNaN: true }),
      lat: fc.double({ min: lat - 0.001, max: lat + 0.001, noNaN: true }),
    }),
    { minLength: 300, maxLength: 300 },
  )

describe('cells that are known', () => {
  it('are those that H3 tells, wherever the points lie', () => {
    fc.assert(
      fc.property(
        fc
          .record({
            lon: fc.double({ min: -179.9, max: 179.9, noNaN: true }),
            lat: fc.double({ min: -89.9, max: 89.9, noNaN: true }),
          })
          .chain(({ lon, lat }) => around(lon, lat)),
        (points) => {
          const known = new KnownCells()
          for (const { lon, lat } of [...points, ...points]) expect(known.at(lon, lat)).toBe(cellAt(lon, lat))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('are those of H3 where two of its faces meet, at a pentagon and at the ends of the longitudes', () => {
    // the pentagons of resolution 11 lie in the twelve corners of its icosahedron; one is at 64.7 N, 10.5 E
    for (const [lon, lat] of [
      [10.536, 64.7],
      [109.0885, 34.5345],
      [180, 20],
      [-180, -20],
    ] as const) {
      const known = new KnownCells()
      const points = fc.sample(around(lon, lat), { seed: 7, numRuns: 10 }).flat()
      for (const point of [...points, ...points])
        expect(known.at(point.lon, point.lat)).toBe(cellAt(point.lon, point.lat))
    }
  })
})
