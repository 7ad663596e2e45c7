import type { AreaGeometry } from '@grid/data/contract'
import { orient2d } from 'robust-predicates'

/**
 * The rings of a polygon or multipolygon as plain numbers: `coordinates` holds lon, lat pairs, ring `i` the points
 * from `starts[i]` to `starts[i + 1]`. Even-odd over all rings makes holes and parts right without telling them apart.
 */
export interface Rings {
  coordinates: Float64Array
  starts: Uint32Array
  west: number
  south: number
  east: number
  north: number
}

/** Lays the rings of a geometry out flat. Every ring must be closed: its last point is its first. */
export function flatten(geometry: AreaGeometry): Rings {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  const starts = new Uint32Array(rings.length + 1)
  const coordinates = new Float64Array(2 * rings.reduce((sum, ring) => sum + ring.length, 0))
  const flat: Rings = { coordinates, starts, west: 180, south: 90, east: -180, north: -90 }
  let next = 0
  for (const [index, ring] of rings.entries()) {
    for (const [lon, lat] of ring) {
      coordinates[2 * next] = lon
      coordinates[2 * next + 1] = lat
      next++
      if (lon < flat.west) flat.west = lon
      if (lon > flat.east) flat.east = lon
      if (lat < flat.south) flat.south = lat
      if (lat > flat.north) flat.north = lat
    }
    starts[index + 1] = next
  }
  return flat
}

/**
 * Whether a point lies inside by the even-odd rule. An edge counts where its lower end is at or below the point and
 * its upper end above, and is always computed from its lower end: so of two polygons that share an edge exactly one
 * holds a point on it.
 */
export function contains({ coordinates: at, starts }: Rings, x: number, y: number): boolean {
  let inside = false
  for (let ring = 1; ring < starts.length; ring++) {
    const end = 2 * starts[ring]! - 2
    for (let i = 2 * starts[ring - 1]!; i < end; i += 2) {
      const y1 = at[i + 1]!
      const y2 = at[i + 3]!
      if (y1 > y === y2 > y) continue
      const x1 = at[i]!
      const x2 = at[i + 2]!
      if (x < x1 && x < x2) inside = !inside
      else if (x > x1 && x > x2) continue
      else if (y1 < y2 ? orient2d(x1, y1, x2, y2, x, y) < 0 : orient2d(x2, y2, x1, y1, x, y) < 0)
        inside = !inside
    }
  }
  return inside
}

/** Whether a point lies exactly on the outline. */
export function touches({ coordinates: at, starts }: Rings, x: number, y: number): boolean {
  for (let ring = 1; ring < starts.length; ring++) {
    const end = 2 * starts[ring]! - 2
    for (let i = 2 * starts[ring - 1]!; i < end; i += 2) {
      const x1 = at[i]!
      const y1 = at[i + 1]!
      const x2 = at[i + 2]!
      const y2 = at[i + 3]!
      if (x < Math.min(x1, x2) || x > Math.max(x1, x2) || y < Math.min(y1, y2) || y > Math.max(y1, y2))
        continue
      if (orient2d(x1, y1, x2, y2, x, y) === 0) return true
    }
  }
  return false
}
