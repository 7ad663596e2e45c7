import fc from 'fast-check'
import { expect, it } from 'vitest'
import { onMap, squareOf, tilesOf } from './address.ts'

it('knows the degrees of a tile', () => {
  // figures of GDAL's gdaltransform from EPSG:3857 for column 3289 and row 1625 of matrix 12
  const { west, south, east, north } = squareOf({ z: 12, x: 3289, y: 1625 })
  expect(west).toBeCloseTo(109.072265625, 9)
  expect(east).toBeCloseTo(109.16015625, 9)
  expect(north).toBeCloseTo(34.8138033171131, 9)
  expect(south).toBeCloseTo(34.7416124988317, 9)
})

it('puts every place into the tile that holds it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 179.999, noNaN: true }),
      fc.double({ min: -85, max: 85, noNaN: true }),
      fc.integer({ min: 0, max: 18 }),
      (lon, lat, z) => {
        const { minColumn: x, minRow: y } = tilesOf([lon, lat, lon, lat], z)
        const { west, south, east, north } = squareOf({ z, x, y })
        const slack = 1e-9
        expect(lon >= west - slack && lon < east + slack).toBe(true)
        expect(lat > south - slack && lat <= north + slack).toBe(true)
      },
    ),
  )
})

it('ends at the edges of the map', () => {
  expect(onMap([-180, 0])).toEqual([0, 0.5])
  expect(onMap([0, 90])[1]).toBe(0)
  expect(onMap([0, -90])[1]).toBe(1)
  expect(tilesOf([-180, -90, 180, 90], 3)).toEqual({ minColumn: 0, maxColumn: 7, minRow: 0, maxRow: 7 })
})
