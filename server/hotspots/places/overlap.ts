import type { Filter } from '@grid/data/contract'
import type { Place } from './frame.ts'

type Bbox = NonNullable<Filter['bbox']>
type Polygon = NonNullable<Filter['within']>
type Ring = readonly (readonly number[])[]

/** Tells whether a cell, or an area's point, lies in a box at least in part. */
export function boxTest([west, south, east, north]: Bbox): (place: Place) => boolean {
  return polygonTest({
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
  })
}

/**
 * Tells whether a cell lies in a polygon at least in part, holes left out: a corner of one lies in the other, or their
 * sides cross. Of an area its inner point decides.
 */
export function polygonTest({ coordinates }: Polygon): (place: Place) => boolean {
  const box = boxOf(coordinates[0] ?? [])
  return ({ centre, boundary }) => {
    if (!centre || !meets(box, boundary ?? [centre])) return false
    if (holds(coordinates, centre)) return true
    return (
      boundary !== null &&
      (boundary.some((corner) => holds(coordinates, corner)) ||
        coordinates.some((ring) => ring.some((corner) => holds([boundary], corner))) ||
        coordinates.some((ring) => ringsCross(ring, boundary)))
    )
  }
}

/** Even-odd: a point in a hole is not held. */
function holds(rings: readonly Ring[], [x, y]: readonly number[]): boolean {
  let inside = false
  for (const ring of rings)
    for (let index = 0; index < ring.length; index++) {
      const [x1, y1] = ring[index]!
      const [x2, y2] = ring[(index + 1) % ring.length]!
      if (y1! > y! !== y2! > y! && x! < ((x2! - x1!) * (y! - y1!)) / (y2! - y1!) + x1!) inside = !inside
    }
  return inside
}

/** West, south, east and north of a ring. */
function boxOf(ring: Ring): Bbox {
  const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x!)
    box[1] = Math.min(box[1], y!)
    box[2] = Math.max(box[2], x!)
    box[3] = Math.max(box[3], y!)
  }
  return box
}

function meets([west, south, east, north]: Bbox, ring: Ring): boolean {
  const [w, s, e, n] = boxOf(ring)
  return w <= east && e >= west && s <= north && n >= south
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
