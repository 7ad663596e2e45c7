import type { Geometry, Position } from '../layer.ts'

const pair = ([lon, lat]: Position) => `${lon} ${lat}`
const list = (positions: readonly Position[]) => `(${positions.map(pair).join(',')})`

/** A geometry as well-known text. */
export function wellKnownText(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `POINT(${pair(geometry.coordinates)})`
    case 'LineString':
      return `LINESTRING${list(geometry.coordinates)}`
    case 'MultiPolygon':
      return `MULTIPOLYGON(${geometry.coordinates.map((rings) => `(${rings.map(list).join(',')})`).join(',')})`
  }
}
