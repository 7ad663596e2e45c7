import fc from 'fast-check'
import {
  cellToLatLng,
  cellToParent,
  getRes0Cells,
  getResolution,
  greatCircleDistance,
  latLngToCell,
  UNITS,
} from 'h3-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store, sql } from '../store/index.ts'
import { cellAt, cellNumber, indexOfNumber, numberOfCell, numberOfIndex, storedResolution } from './index.ts'

const point = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
})

describe('cells', () => {
  let store: Store
  beforeAll(async () => {
    store = await openStore({ file: ':memory:', threads: 1 })
  })
  afterAll(() => store.close())

  it('have the bits of H3: the example of its documentation, and a cell within reach of its point', () => {
    // latLngToCell(37.3615593, -122.0553238, 7) is 87283472bffffff in the documentation of h3-js
    expect(latLngToCell(37.3615593, -122.0553238, 7)).toBe('87283472bffffff')
    expect(indexOfNumber(numberOfIndex('87283472bffffff'), 7)).toBe('87283472bffffff')
    const cell = cellAt(109.0885, 34.5345).toString(16)
    expect(getResolution(cell)).toBe(11)
    // the hexagon's corner is some 28 m from its middle
    expect(greatCircleDistance(cellToLatLng(cell), [34.5345, 109.0885], UNITS.m)).toBeLessThan(33)
  })

  it('have numbers that are exact and lead back to the index', () => {
    fc.assert(
      fc.property(point, fc.integer({ min: 0, max: storedResolution }), ({ lon, lat }, resolution) => {
        const index = latLngToCell(lat, lon, resolution)
        const number = numberOfIndex(index)
        expect(Number.isSafeInteger(number)).toBe(true)
        expect(indexOfNumber(number, resolution)).toBe(index)
      }),
    )
    expect(new Set(getRes0Cells().map(numberOfIndex)).size).toBe(122)
  })

  it('have in SQL the parents that H3 gives them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(point, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: storedResolution }),
        async (points, resolution) => {
          const cells = points.map(({ lon, lat }) => cellAt(lon, lat))
          const indexes = sql`(SELECT unnest(CAST(${cells.map(String)} AS UBIGINT[])) AS cell)`
          const written = sql`(SELECT ${numberOfCell(sql`cell`)} AS cell_number FROM ${indexes}) t`
          const rows = await store.read(sql`SELECT ${cellNumber(resolution)} AS parent FROM ${written}`)
          expect(rows.map((row) => indexOfNumber(Number(row.parent), resolution))).toEqual(
            cells.map((cell) => cellToParent(cell.toString(16), resolution)),
          )
        },
      ),
      { numRuns: 50 },
    )
  })

  it('are not asked for finer than they are stored', () => {
    expect(() => cellNumber(storedResolution + 1)).toThrow(RangeError)
  })
})
