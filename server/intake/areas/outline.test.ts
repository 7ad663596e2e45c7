import { describe, expect, it } from 'vitest'
import { Fault } from '../map/index.ts'
import { checkOutline } from './outline.ts'

const same = (x: number, y: number, out: [number, number]) => {
  out[0] = x
  out[1] = y
}
const check = (coordinates: unknown, type = 'Polygon') => checkOutline({ type, coordinates }, same)
const square = [
  [109, 34],
  [110, 34],
  [110, 35],
  [109, 35],
  [109, 34],
]

function taken(result: ReturnType<typeof check>) {
  if (result instanceof Fault) throw new Error(result.reason)
  return result
}

function refused(result: ReturnType<typeof check>): string {
  return result instanceof Fault ? `${result.reason}; ${result.remedy}` : 'taken'
}

describe('checkOutline', () => {
  it('takes a sound outline as it is', () => {
    const { geometry, bbox, label, flags, repaired } = taken(check([square]))
    expect(geometry).toEqual({ type: 'Polygon', coordinates: [square] })
    expect(bbox).toEqual([109, 34, 110, 35])
    expect(label[0]).toBeCloseTo(109.5, 1)
    expect(label[1]).toBeCloseTo(34.5, 1)
    expect([flags, repaired]).toEqual([[], undefined])
  })

  it('turns rings the right way: outer anticlockwise, holes clockwise', () => {
    const hole = [
      [109.4, 34.4],
      [109.6, 34.4],
      [109.6, 34.6],
      [109.4, 34.6],
      [109.4, 34.4],
    ]
    const { geometry, flags } = taken(check([[...square].reverse(), hole]))
    expect(geometry.coordinates).toEqual([square, [...hole].reverse()])
    expect(flags).toEqual(['winding_reversed'])
  })

  it('closes an open ring', () => {
    const { geometry, flags } = taken(check([square.slice(0, 4)]))
    expect(geometry.coordinates).toEqual([square])
    expect(flags).toEqual(['ring_closed'])
  })

  it('puts the label inside a ring with a hole in its middle', () => {
    const hole = [
      [109.1, 34.1],
      [109.1, 34.9],
      [109.9, 34.9],
      [109.9, 34.1],
      [109.1, 34.1],
    ]
    const [lon, lat] = taken(check([square, hole])).label
    expect(lon > 109.1 && lon < 109.9 && lat > 34.1 && lat < 34.9).toBe(false)
  })

  it('refuses a bow-tie and names the place', () => {
    const bowTie = [
      [109, 34],
      [110, 35],
      [110, 34],
      [109, 35],
      [109, 34],
    ]
    expect(refused(check([bowTie]))).toBe(
      'crosses itself at 109.5, 34.5 (lon, lat); repair the outline there in a GIS and export it again',
    )
  })

  it('undoes a small knot and tells where', () => {
    const knot = [
      [109, 34],
      [110, 34],
      [110, 35],
      [109.5001, 35],
      [109.5002, 35.0001],
      [109.5002, 34.9999],
      [109, 35],
      [109, 34],
    ]
    const { repaired, geometry } = taken(check([knot]))
    expect(repaired).toMatch(/^109\.5001?\d*, 3[45]/)
    expect(refused(checkOutline(geometry, same))).toBe('taken')
  })

  it('takes rings that touch themselves in a point', () => {
    const touching = [
      [109, 34],
      [110, 34],
      [109.5, 34.5],
      [110, 35],
      [109, 35],
      [109.5, 34.5],
      [109, 34],
    ]
    expect(refused(check([touching]))).toBe('taken')
  })

  it('refuses swapped coordinates, other shapes and broken ones in words', () => {
    expect(refused(check([square.map(([x, y]) => [y, x])]))).toMatch(
      /latitude and longitude swapped: 34, 109/,
    )
    expect(refused(check([square.map(([x = 0, y = 0]) => [x * 1000, y * 1000])]))).toMatch(/leaves the globe/)
    expect(refused(check([109, 34], 'Point'))).toMatch(/is a Point, not an outline/)
    expect(refused(check([[]]))).toMatch(/broken Polygon/)
    expect(
      refused(
        check([
          [
            [109, 'x'],
            [110, 34],
            [110, 35],
            [109, 34],
          ],
        ]),
      ),
    ).toMatch(/broken Polygon at 0\.0\.1/)
    expect(
      refused(
        check([
          [
            [109, 34],
            [110, 34],
            [109, 34],
            [109, 34],
          ],
        ]),
      ),
    ).toMatch(/without area/)
    expect(refused(checkOutline({}, same))).toMatch(/not an outline/)
  })

  it('checks an outline of 100,000 corners without ado', () => {
    const corners = 100_000
    const ring = Array.from({ length: corners }, (_, i) => {
      const angle = (2 * Math.PI * i) / corners
      const radius = 0.4 + 0.05 * Math.sin(700 * angle)
      return [109.5 + radius * Math.cos(angle), 34.5 + radius * Math.sin(angle)]
    })
    expect(refused(check([[...ring, ring[0]]]))).toBe('taken')
  })
})
