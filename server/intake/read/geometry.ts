import type { GeoJsonObject, Geometry } from 'geojson'
import { isRecord, own } from './object.ts'

const TYPES = new Set(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'])

/** The value itself when it has the shape of a GeoJSON geometry; its numbers are not checked. */
export function geometryOf(value: unknown): GeoJsonObject | undefined {
  return isGeometry(value) ? value : undefined
}

function isGeometry(value: unknown): value is Geometry {
  if (!isRecord(value)) return false
  const type = own(value, 'type')
  if (type === 'GeometryCollection') return Array.isArray(own(value, 'geometries'))
  return typeof type === 'string' && TYPES.has(type) && Array.isArray(own(value, 'coordinates'))
}

/** The one position of a Point, or of a MultiPoint with a single one. */
export function pointOf(value: unknown): readonly unknown[] | undefined {
  if (!isRecord(value)) return undefined
  const type = own(value, 'type')
  const coordinates = own(value, 'coordinates')
  if (!Array.isArray(coordinates)) return undefined
  if (type === 'Point') return coordinates
  const first: unknown = coordinates[0]
  return type === 'MultiPoint' && coordinates.length === 1 && Array.isArray(first) ? first : undefined
}
