import { AreaGeometry } from '@grid/data/contract'
import polylabel from 'polylabel'
import { type Box, flatten, type ToWgs84 } from '../locate/index.ts'
import { Fault } from '../map/index.ts'
import { firstCrossing } from './crossing.ts'
import { untangled } from './repair.ts'
import { type Part, type Point, type Ring, signedArea } from './ring.ts'

/** An outline in WGS-84, checked: rings closed, outer ones anticlockwise and holes clockwise as RFC 7946 asks. */
export interface CheckedOutline {
  geometry: AreaGeometry
  bbox: Box
  label: Point
  /** what was put right, for the report */
  flags: string[]
  /** where a small knot was undone; undefined where there was none */
  repaired: string | undefined
}

/**
 * Checks an outline and brings it to WGS-84. Rings that are open or run the wrong way are put right and flagged; one
 * that crosses itself, leaves the globe or is no polygon is refused with the place.
 */
export function checkOutline(given: object, toWgs84: ToWgs84): CheckedOutline | Fault {
  const parsed = polygons(given)
  if (parsed instanceof Fault) return parsed
  const flags = new Set<string>()
  const projected: Part[] = []
  for (const polygon of parsed) {
    const rings: Part = []
    for (const [index, ring] of polygon.entries()) {
      const checked = checkRing(ring, index === 0, toWgs84, flags)
      if (checked instanceof Fault) return checked
      rings.push(checked)
    }
    projected.push(rings)
  }
  const settled = withoutCrossings(projected)
  if (settled instanceof Fault) return settled
  if (settled.parts.some((part) => part.some((ring) => signedArea(ring) === 0))) return withoutArea
  const geometry = geometryOf(settled.parts)
  const { west, south, east, north } = flatten(geometry)
  return {
    geometry,
    bbox: [west, south, east, north],
    label: labelOf(settled.parts),
    flags: [...flags],
    repaired: settled.repaired,
  }
}

const withoutArea = new Fault('has a ring without area', 'remove the ring or repair the outline')

/** The parts as they are where nothing crosses, repaired where a knot is small, refused with the place otherwise. */
function withoutCrossings(parts: Part[]): { parts: Part[]; repaired: string | undefined } | Fault {
  const crossing = firstCrossing(flatten(geometryOf(parts)))
  if (!crossing) return { parts, repaired: undefined }
  const place = `${crossing.map((degrees) => Number(degrees.toFixed(6))).join(', ')} (lon, lat)`
  const repaired = untangled(parts)
  if (repaired && !firstCrossing(flatten(geometryOf(repaired)))) return { parts: repaired, repaired: place }
  return new Fault(`crosses itself at ${place}`, 'repair the outline there in a GIS and export it again')
}

function geometryOf(parts: Part[]): AreaGeometry {
  const [first] = parts
  return parts.length === 1 && first
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: parts }
}

function polygons(given: object): Part[] | Fault {
  // a file's rings may be open, which the contract's geometry allows as little as a mere line
  const parsed = AreaGeometry.safeParse(given)
  if (parsed.success) return partsOf(parsed.data)
  const type = 'type' in given ? String(given.type) : 'nothing'
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    return new Fault(`is a ${type}, not an outline`, 'an area needs a Polygon or MultiPolygon')
  const [issue] = parsed.error.issues
  const place = issue?.path.filter((part) => part !== 'coordinates').join('.') ?? ''
  return new Fault(
    `is a broken ${type}${place ? ` at ${place}` : ''}: ${issue?.message ?? 'not readable'}`,
    'a ring is a list of at least four [lon, lat] pairs, the last one equal to the first',
  )
}

/** The polygons of a geometry, without heights. */
export function partsOf(geometry: AreaGeometry): Part[] {
  const list = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return list.map((polygon) => polygon.map((ring) => ring.map(([x, y]): Point => [x, y])))
}

function checkRing(ring: Ring, outer: boolean, toWgs84: ToWgs84, flags: Set<string>): Ring | Fault {
  const points: Ring = []
  for (const [x, y] of ring) {
    const point: Point = [x, y]
    toWgs84(x, y, point)
    const [lon, lat] = point
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      return Math.abs(lat) <= 180 && Math.abs(lon) <= 90
        ? new Fault(
            `has latitude and longitude swapped: ${x}, ${y}`,
            'write longitude first, as GeoJSON does',
          )
        : new Fault(`leaves the globe at ${x}, ${y}`, 'check "crs" in the mapping')
    }
    const last = points.at(-1)
    if (!last || last[0] !== lon || last[1] !== lat) points.push(point)
  }
  const [first] = points
  const last = points.at(-1)
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) {
    points.push([...first])
    flags.add('ring_closed')
  }
  if (points.length < 4) return withoutArea
  if (signedArea(points) > 0 !== outer) {
    points.reverse()
    flags.add('winding_reversed')
  }
  return points
}

/** The point farthest from the border of the largest part. */
export function labelOf(parts: readonly Part[]): Point {
  let [largest] = parts
  for (const part of parts) if (areaOf(part) > areaOf(largest)) largest = part
  if (!largest) return [0, 0]
  const precision = Math.max(Math.sqrt(areaOf(largest)) / 200, 1e-7)
  const [lon, lat] = polylabel(largest, precision)
  return [lon, lat]
}

function areaOf(part: Part | undefined): number {
  return Math.abs(signedArea(part?.[0] ?? []))
}
