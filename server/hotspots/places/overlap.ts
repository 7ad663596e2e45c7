import type { Filter } from '@grid/data/contract'
import type { Place } from './frame.ts'

type Bbox = NonNullable<Filter['bbox']>
type Polygon = NonNullable<Filter['within']>
type Ring = readonly (readonly number[])[]

/** Whether a cell, or an area's point, lies in a box at least in part. */
export function overlapsBox(place: Place, [west, south, east, north]: Bbox): boolean {
  const box: Ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return overlapsPolygon(place, { type: 'Polygon', coordinates: [box as [number, number][]] })
}

/**
 * Whether a cell lies in a polygon at least in part, holes left out: a corner of one lies in the other, or their sides
 * cross. Of an area its inner point decides.
 */
export function overlapsPolygon({ centre, boundary }: Place, { coordinates }: Polygon): boolean {
  if (!centre) return false
  if (holds(coordinates, centre)) return true
  if (!boundary || !boxesMeet(boundary, coordinates[0] ?? [])) return false
  return (
    boundary.some((corner) => holds(coordinates, corner)) ||
    coordinates.some((ring) => ring.some((corner) => holds([boundary], corner))) ||
    coordinates.some((ring) => ringsCross(ring, boundary))
  )
}

/** Even-odd: a point in a hole is not held. */
function holds(rings: readonly Ring[], [x, y]: readonly number[]): boolean {
  let inside = false
  for (const ring of rings)
    for (const [index, [x1, y1]] of ring.entries()) {
      const [x2, y2] = ring[(index + 1) % ring.length]!
      if (y1! > y! !== y2! > y! && x! < ((x2! - x1!) * (y! - y1!)) / (y2! - y1!) + x1!) inside = !inside
    }
  return inside
}

function boxesMeet(one: Ring, other: Ring): boolean {
  return [0, 1].every((axis) => {
    const of = (ring: Ring) => ring.map((corner) => corner[axis]!)
    return Math.min(...of(one)) <= Math.max(...of(other)) && Math.min(...of(other)) <= Math.max(...of(one))
  })
}

function ringsCross(one: Ring, other: Ring): boolean {
  return one.some((a, i) =>
    other.some((c, j) => cross(a, one[(i + 1) % one.length]!, c, other[(j + 1) % other.length]!)),
  )
}

type Point = readonly number[]

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  return left(a, b, c) !== left(a, b, d) && left(c, d, a) !== left(c, d, b)
}

function left([x1, y1]: Point, [x2, y2]: Point, [x, y]: Point): boolean {
  return (x2! - x1!) * (y! - y1!) - (y2! - y1!) * (x! - x1!) > 0
}
