import type { AreaGeometry } from '@grid/data/contract'
import type { Geometry, Position } from './layer.ts'

type Ring = readonly Position[]

/** An outline as several polygons, wound as RFC 7946 asks: outer rings counter-clockwise, holes clockwise. */
export function wound(outline: AreaGeometry): Geometry {
  const polygons = outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) =>
      rings.map((ring, index) => {
        // a third number of a position is a height, which no area has
        const flat = ring.map(([lon, lat]): Position => [lon, lat])
        return signedArea(flat) > 0 === (index === 0) ? flat : flat.reverse()
      }),
    ),
  }
}

/** Twice the area in square degrees; positive where the ring runs counter-clockwise. */
export function signedArea(ring: Ring): number {
  const [x0, y0] = ring[0] ?? [0, 0]
  let sum = 0
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1]!
    const [x2, y2] = ring[index]!
    // from the first corner, so that small rings far from the origin keep their digits
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  }
  return sum
}
