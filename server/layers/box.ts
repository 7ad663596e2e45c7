import { numberOrNull } from '../centre/index.ts'
import type { Row } from '../store/index.ts'
import type { Geometry, Position } from './layer.ts'

/** West, south, east, north. */
export type Box = [number, number, number, number]

/** The box that a row's west, south, east and north make; null where there is none. */
export function boxOfRow(row: Row | undefined): Box | null {
  const [west, south, east, north] = [row?.west, row?.south, row?.east, row?.north].map(numberOrNull)
  return west == null || south == null || east == null || north == null ? null : [west, south, east, north]
}

/** The box of a geometry. */
export function boxOf(geometry: Geometry): Box {
  return boxOfAll([geometry])!
}

/** The box of several; null where there is none. */
export function boxOfAll(geometries: readonly Geometry[]): Box | null {
  // tens of thousands of outlines: one box is widened, none is made for each
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  const take = ([lon, lat]: Position) => {
    if (lon < box[0]) box[0] = lon
    if (lat < box[1]) box[1] = lat
    if (lon > box[2]) box[2] = lon
    if (lat > box[3]) box[3] = lat
  }
  for (const geometry of geometries) {
    if (geometry.type === 'Point') take(geometry.coordinates)
    else if (geometry.type === 'LineString') geometry.coordinates.forEach(take)
    else for (const rings of geometry.coordinates) for (const ring of rings) ring.forEach(take)
  }
  return geometries.length === 0 ? null : box
}
