import type { Geometry, Position } from '../layer.ts'

const types = { Point: 1, LineString: 2, Polygon: 3, MultiPolygon: 6 } as const
const header = 5
const position = 16

/** A geometry as well-known binary, little endian, after so many bytes left free. */
export function wellKnownBinary(geometry: Geometry, free = 0): Buffer {
  const bytes = Buffer.alloc(free + sizeOf(geometry))
  let at = free
  const begin = (type: number) => {
    at = bytes.writeUInt8(1, at)
    at = bytes.writeUInt32LE(type, at)
  }
  const count = (number: number) => {
    at = bytes.writeUInt32LE(number, at)
  }
  const put = ([lon, lat]: Position) => {
    at = bytes.writeDoubleLE(lon, at)
    at = bytes.writeDoubleLE(lat, at)
  }
  begin(types[geometry.type])
  switch (geometry.type) {
    case 'Point':
      put(geometry.coordinates)
      break
    case 'LineString':
      count(geometry.coordinates.length)
      geometry.coordinates.forEach(put)
      break
    case 'MultiPolygon':
      count(geometry.coordinates.length)
      for (const rings of geometry.coordinates) {
        begin(types.Polygon)
        count(rings.length)
        for (const ring of rings) {
          count(ring.length)
          ring.forEach(put)
        }
      }
  }
  return bytes
}

function sizeOf(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return header + position
    case 'LineString':
      return header + 4 + geometry.coordinates.length * position
    case 'MultiPolygon':
      return geometry.coordinates.reduce(
        (sum, rings) => rings.reduce((size, ring) => size + 4 + ring.length * position, sum + header + 4),
        header + 4,
      )
  }
}

/** West, south, east and north of a geometry. */
export function boxOf(geometry: Geometry): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
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
