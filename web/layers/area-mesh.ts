import type { AreaCollection } from '@grid/data/contract'
import earcut, { flatten } from 'earcut'
import type { Position } from 'geojson'
import { lastOf } from './layer.ts'

/** Areas as triangles for the graphics card, told apart by a number each. */
export interface AreaMesh {
  /** code of the area of each number */
  codes: readonly string[]
  /** where the mesh lies on the web map's square of side 1, its corner in the north-west; doubles */
  origin: readonly [x: number, y: number]
  /** x and y of each corner from the origin: small numbers, so that single precision is enough at street level */
  corners: Float32Array
  /** number of the area of each corner */
  areas: Uint32Array
  /** corners of each triangle */
  triangles: Uint32Array
}

/** The areas of the tree as triangles, kept while they are the same; special grids lie across them and are left out, as on the map. */
export const areaMesh = lastOf(meshOf)

function meshOf(areas: AreaCollection): AreaMesh {
  const drawn = areas.features.flatMap(({ geometry, properties }) =>
    geometry === null || properties.kind !== 'basic'
      ? []
      : [
          {
            code: properties.code,
            polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
          },
        ],
  )
  const [first] = drawn[0]?.polygons[0]?.[0] ?? []
  const origin = first ? onSquare(first) : ([0, 0] as const)
  const corners: number[] = []
  const owners: number[] = []
  const triangles: number[] = []
  for (const [number, { polygons }] of drawn.entries())
    for (const rings of polygons) {
      const flat = flatten(
        rings.map((ring) =>
          ring.map((at) => {
            const [x, y] = onSquare(at)
            return [x - origin[0], y - origin[1]]
          }),
        ),
      )
      const before = corners.length / 2
      for (const corner of earcut(flat.vertices, flat.holes, flat.dimensions)) triangles.push(before + corner)
      for (const number of flat.vertices) corners.push(number)
      while (owners.length < corners.length / 2) owners.push(number)
    }
  return {
    codes: drawn.map(({ code }) => code),
    origin,
    corners: Float32Array.from(corners),
    areas: Uint32Array.from(owners),
    triangles: Uint32Array.from(triangles),
  }
}

/** Web Mercator on a square of side 1, as the map library has it. */
function onSquare([lon = 0, lat = 0]: Position): readonly [number, number] {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  return [(180 + lon) / 360, (1 - y / Math.PI) / 2]
}
