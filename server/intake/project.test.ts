import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import gcoord from 'gcoord'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { accuracyOf, projectorFrom, UnknownCrsError } from './project.ts'

/** Metres between two positions, good for short distances. */
function metres([lon, lat]: readonly number[], [lon2, lat2]: readonly number[]): number {
  const east = ((lon2 ?? 0) - (lon ?? 0)) * Math.cos(((lat ?? 0) * Math.PI) / 180)
  return Math.hypot(east, (lat2 ?? 0) - (lat ?? 0)) * 111_320
}

describe('systems of the EPSG registry', () => {
  // eastings and northings by gdaltransform (GDAL 3.6, PROJ 9.1) from EPSG:4326
  it.each([
    ['EPSG:32649', 324074.936974417, 3823147.11903269, 109.083, 34.535],
    ['EPSG:32733', 533289.299478078, 9524705.31676269, 15.3, -4.3],
    ['EPSG:4545', 599423.246593441, 3823540.24149289, 109.083, 34.535],
    ['EPSG:4524', 36599423.2465934, 3823540.24149289, 109.083, 34.535],
    ['EPSG:4509', 474344.490959312, 4418468.74684449, 116.7, 39.9],
    ['EPSG:3857', 12143064.0142027, 4100867.68586812, 109.083, 34.535],
    ['EPSG:2154', 652301.564830528, 6861302.72589958, 2.35, 48.85],
    ['EPSG:25832', 565590.940687723, 5933912.16541642, 9.99, 53.55],
    ['EPSG:26918', 360965.554162294, 4350242.26514792, -76.6122, 39.2904],
    ['EPSG:2248', 1422093.81350597, 591585.896194631, -76.6122, 39.2904],
    ['EPSG:2249', 775383.59973052, 2956557.86552431, -71.0589, 42.3601],
  ])('%s to a centimetre', (crs, x, y, lon, lat) => {
    expect(metres(projectorFrom(crs)(x, y), [lon, lat])).toBeLessThan(0.01)
  })

  // these rest on shifts of datum that the tools choose differently
  it.each([
    ['EPSG:27700', 530043.194981407, 180358.208620005, -0.1276, 51.5072, 5],
    ['EPSG:2437', 509455.406005471, 3464279.4782753, 120.1, 31.3, 150],
    ['EPSG:2383', 509590.064693502, 3386633.74754243, 114.1, 30.6, 100],
  ])('%s within the accuracy of its datum', (crs, x, y, lon, lat, most) => {
    expect(metres(projectorFrom(crs)(x, y), [lon, lat])).toBeLessThan(most)
  })

  it('leaves WGS-84 and CGCS2000 alone, longitude first', () => {
    expect(projectorFrom('EPSG:4326')(109.083, 34.535)).toEqual([109.083, 34.535])
    expect(projectorFrom('EPSG:4490')(109.083, 34.535)).toEqual([109.083, 34.535])
  })

  it('says what it knows when it does not know a code', () => {
    expect(() => projectorFrom('EPSG:999999')).toThrow(UnknownCrsError)
    expect(() => projectorFrom('EPSG:999999')).toThrow('EPSG:999999 is not known')
  })

  it('warns of systems without public parameters', () => {
    expect(accuracyOf('EPSG:2379')).toContain('100 m')
    expect(accuracyOf('EPSG:2437')).toContain('tens of metres')
    expect(accuracyOf('EPSG:4545')).toBeUndefined()
  })

  it('answers NaN for what is no position', () => {
    expect(projectorFrom('EPSG:32649')(Number.NaN, 1)).toEqual([Number.NaN, Number.NaN])
    expect(projectorFrom('GCJ-02')(109, Number.POSITIVE_INFINITY)).toEqual([Number.NaN, Number.NaN])
  })
})

describe('GCJ-02 and BD-09', () => {
  // pairs published with the tests of eviltransform; its ellipsoid differs in the last digits
  it.each([
    [121.531541859215, 31.17530398364597, 121.5272106, 31.1774276],
    [113.9171764808363, 22.540796131694766, 113.912316, 22.543847],
    [116.38404722455657, 39.91334545536069, 116.377817, 39.911954],
  ])('GCJ-02 %f, %f', (x, y, lon, lat) => {
    expect(metres(projectorFrom('GCJ-02')(x, y), [lon, lat])).toBeLessThan(0.05)
  })

  it.each(['GCJ-02', 'BD-09'])('%s comes back to under a centimetre anywhere in China', (crs) => {
    const to = crs === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
    const place = fc.tuple(
      fc.double({ min: 73.5, max: 135, noNaN: true }),
      fc.double({ min: 18, max: 53.5, noNaN: true }),
    )
    fc.assert(
      fc.property(place, (wgs) => {
        const [x, y] = gcoord.transform([wgs[0], wgs[1]], gcoord.WGS84, to)
        expect(metres(projectorFrom(crs)(x ?? 0, y ?? 0), wgs)).toBeLessThan(0.01)
      }),
    )
  })

  it.each(['GCJ-02', 'BD-09'])('%s ends for every position, at the edge of the shifted region too', (crs) => {
    const edge = fc.tuple(
      fc.constantFrom(72.004, 137.8347, 0, 180, -180, 1e9, -1e300),
      fc.double({ min: -0.01, max: 0.01, noNaN: true }),
    )
    fc.assert(
      fc.property(edge, fc.double({ min: -1000, max: 1000, noNaN: true }), ([x, off], y) => {
        expect(projectorFrom(crs)(x + off, y)).toHaveLength(2)
      }),
    )
  })

  const folder = new URL('../../../shared/data/gaoling/', import.meta.url)
  it.skipIf(!existsSync(folder))('brings the outline of Gaoling to its WGS-84 version', () => {
    const gcj = outline(new URL('outline.gcj02.geojson', folder))
    const wgs = outline(new URL('outline.wgs84.geojson', folder))
    expect(gcj.length).toBe(wgs.length)
    expect(gcj.length).toBeGreaterThan(100)
    const project = projectorFrom('GCJ-02')
    // both files are rounded to 6 decimals, about 0.1 m
    const worst = Math.max(...gcj.map(([x, y], index) => metres(project(x, y), wgs[index] ?? [])))
    expect(worst).toBeLessThan(0.2)
    expect(metres(gcj[0] ?? [], wgs[0] ?? [])).toBeGreaterThan(300)
  })
})

const Outline = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))) }),
    }),
  ),
})

function outline(file: URL): [number, number][] {
  const { features } = Outline.parse(JSON.parse(readFileSync(file, 'utf8')))
  return features.flatMap((feature) => feature.geometry.coordinates.flat(2))
}
