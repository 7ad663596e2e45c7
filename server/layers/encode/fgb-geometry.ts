import type { Builder } from 'flatbuffers'
import { Geometry as GeometryTable } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry.js'
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js'
import type { Geometry, Position } from '../layer.ts'

/** Writes a geometry into a buffer under way; its place there. */
export function geometryIn(builder: Builder, geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return simple(builder, GeometryType.Point, [geometry.coordinates])
    case 'LineString':
      return simple(builder, GeometryType.LineString, geometry.coordinates)
    case 'MultiPolygon': {
      const polygons = geometry.coordinates.map((rings) => polygon(builder, rings))
      const parts = GeometryTable.createPartsVector(builder, polygons)
      GeometryTable.startGeometry(builder)
      GeometryTable.addType(builder, GeometryType.MultiPolygon)
      GeometryTable.addParts(builder, parts)
      return GeometryTable.endGeometry(builder)
    }
  }
}

function simple(builder: Builder, type: GeometryType, positions: readonly Position[]): number {
  const xy = GeometryTable.createXyVector(builder, positions.flat())
  GeometryTable.startGeometry(builder)
  GeometryTable.addXy(builder, xy)
  GeometryTable.addType(builder, type)
  return GeometryTable.endGeometry(builder)
}

function polygon(builder: Builder, rings: readonly (readonly Position[])[]): number {
  let corners = 0
  const ends = GeometryTable.createEndsVector(
    builder,
    rings.map((ring) => {
      corners += ring.length
      return corners
    }),
  )
  const xy = GeometryTable.createXyVector(builder, rings.flat(2))
  GeometryTable.startGeometry(builder)
  GeometryTable.addEnds(builder, ends)
  GeometryTable.addXy(builder, xy)
  GeometryTable.addType(builder, GeometryType.Polygon)
  return GeometryTable.endGeometry(builder)
}
