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
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  const take = ([lon, lat]: Position) => {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  if (geometry.type === 'Point') take(geometry.coordinates)
  else if (geometry.type === 'LineString') geometry.coordinates.forEach(take)
  else for (const rings of geometry.coordinates) for (const ring of rings) ring.forEach(take)
  return box
}

/** The box of several; null where there is none. */
export function boxOfAll(geometries: readonly Geometry[]): Box | null {
  if (geometries.length === 0) return null
  return geometries
    .map(boxOf)
    .reduce(([west, south, east, north], box) => [
      Math.min(west, box[0]),
      Math.min(south, box[1]),
      Math.max(east, box[2]),
      Math.max(north, box[3]),
    ])
}
