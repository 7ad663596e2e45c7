import type { AreaGeometry } from '@grid/data/contract'
import type { Random } from './random.ts'

/** Longitude and latitude, WGS-84. */
export type Point = readonly [lon: number, lat: number]
/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number]

/** Length of a degree on the WGS-84 ellipsoid at Gaoling's latitude, in metres. */
const metresPerLon = 91_828
const metresPerLat = 110_932

export function boundsOf(geometry: AreaGeometry): Bounds {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const ring of rings(geometry)) {
    for (const [x, y] of ring) {
      west = Math.min(west, x)
      south = Math.min(south, y)
      east = Math.max(east, x)
      north = Math.max(north, y)
    }
  }
  return [west, south, east, north]
}

/** Whether a point lies inside, by the even-odd rule. */
export function contains(geometry: AreaGeometry, bounds: Bounds, [x, y]: Point): boolean {
  if (x < bounds[0] || x > bounds[2] || y < bounds[1] || y > bounds[3]) return false
  let inside = false
  for (const ring of rings(geometry)) {
    let [px, py] = ring[ring.length - 1] ?? [0, 0]
    for (const [cx, cy] of ring) {
      if (cy > y !== py > y && x < ((px - cx) * (y - cy)) / (py - cy) + cx) inside = !inside
      px = cx
      py = cy
    }
  }
  return inside
}

/** A point inside the polygon, evenly spread, to six decimals. Throws for a polygon with next to no area. */
export function pointInside(geometry: AreaGeometry, bounds: Bounds, random: Random): Point {
  const [west, south, east, north] = bounds
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const point = rounded(west + random.unit() * (east - west), south + random.unit() * (north - south))
    if (contains(geometry, bounds, point)) return point
  }
  throw new Error('no point found inside the polygon')
}

/** A point at most `metres` east or west and north or south of another, to six decimals. */
export function nearby([lon, lat]: Point, metres: number, random: Random): Point {
  return rounded(
    lon + ((random.unit() * 2 - 1) * metres) / metresPerLon,
    lat + ((random.unit() * 2 - 1) * metres) / metresPerLat,
  )
}

/** Metres between two points of the district, on a plane: exact to a thousandth at this size. */
export function metresBetween(a: Point, b: Point): number {
  const x = (a[0] - b[0]) * metresPerLon
  const y = (a[1] - b[1]) * metresPerLat
  return Math.sqrt(x * x + y * y)
}

function rounded(lon: number, lat: number): Point {
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}

function rings(geometry: AreaGeometry): readonly (readonly (readonly [number, number, ...number[]])[])[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
}
