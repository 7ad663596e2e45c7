import type { Geometry, Position } from '../layers/index.ts'
import { badParameters } from '../problems.ts'

/** A system of coordinates that features may be given in. */
export interface Crs {
  uri: string
  /** from WGS-84 longitude and latitude to the order and units of the system */
  from(position: Position): Position
  /** back to longitude and latitude */
  to(position: Position): Position
}

const asIs = (position: Position): Position => position
const swapped = ([a, b]: Position): Position => [b, a]

/** Metres of half the equator on the sphere of web maps. */
const half = 20_037_508.342789244
/** Where the square of web maps ends. */
const highest = 85.0511287798066

const mercator = ([lon, lat]: Position): Position => {
  const held = Math.max(-highest, Math.min(highest, lat))
  return [(lon / 180) * half, (Math.log(Math.tan(Math.PI / 4 + (held * Math.PI) / 360)) / Math.PI) * half]
}
const fromMercator = ([x, y]: Position): Position => [
  (x / half) * 180,
  (Math.atan(Math.exp((y / half) * Math.PI)) * 360) / Math.PI - 90,
]

const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`

/** The systems of the collections; the first is theirs. CGCS2000 (4490) is WGS-84 to under a metre. */
export const systems: readonly [Crs, ...Crs[]] = [
  { uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84', from: asIs, to: asIs },
  { uri: epsg(4326), from: swapped, to: swapped },
  { uri: epsg(4490), from: swapped, to: swapped },
  { uri: epsg(3857), from: mercator, to: fromMercator },
]

/** The system that a parameter names by its URI; a 400 problem lists those there are. */
export function systemOf(parameter: string, uri: string | undefined): Crs {
  if (uri === undefined) return systems[0]
  const system = systems.find((known) => known.uri === uri)
  if (system) return system
  throw badParameters([{ parameter, detail: `write one of ${systems.map((known) => known.uri).join(', ')}` }])
}

/** A geometry in a system. */
export function projected(geometry: Geometry, { from }: Crs): Geometry {
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: from(geometry.coordinates) }
    case 'LineString':
      return { type: 'LineString', coordinates: geometry.coordinates.map(from) }
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(from))),
      }
  }
}
