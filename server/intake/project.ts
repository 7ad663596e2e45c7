import { createRequire } from 'node:module'
import gcoord from 'gcoord'
import proj4 from 'proj4'

/** Easting (or longitude) and northing (or latitude) to WGS-84 longitude and latitude; NaN where there is none. */
export type Projector = (x: number, y: number) => [lon: number, lat: number]

/** The named coordinate system is not known here; `remedy` says what to do. */
export class UnknownCrsError extends Error {
  override readonly name = 'UnknownCrsError'
  constructor(
    crs: string,
    readonly remedy: string,
  ) {
    super(`the coordinate system ${crs} is not known`)
  }
}

const KNOWN =
  'write EPSG:4326, EPSG:4490, GCJ-02, BD-09, or an EPSG code of a common national or projected system, such as ' +
  'EPSG:3857, UTM EPSG:326nn and EPSG:327nn, CGCS2000 EPSG:4491 to 4554, Xi’an 80 EPSG:2327 to 2390, Beijing 54 ' +
  'EPSG:2401 to 2442; or convert the file to EPSG:4326 first, for example with ogr2ogr -t_srs EPSG:4326'

/** CGCS2000 differs from WGS-84 by centimetres. */
const same = new Set(['EPSG:4326', 'EPSG:4490'])
const cache = new Map<string, Projector>()

/**
 * The way from a named coordinate system to WGS-84. The first number is always the longitude or easting, whatever
 * the order of the system's axes. Throws UnknownCrsError.
 */
export function projectorFrom(crs: string): Projector {
  const known = cache.get(crs)
  if (known) return known
  const projector = guarded(build(crs))
  cache.set(crs, projector)
  return projector
}

/** What to say about the accuracy of a system's conversion; undefined when it is good to a few metres. */
export function accuracyOf(crs: string): string | undefined {
  const code = Number(crs.replace('EPSG:', ''))
  if ((code >= 2327 && code <= 2390) || code === 4610) {
    return 'the shift between Xi’an 80 and WGS-84 is not public: positions may be off by up to 100 m'
  }
  if ((code >= 2401 && code <= 2442) || (code >= 21_413 && code <= 21_483) || code === 4214) {
    return 'Beijing 54 is shifted by one set of parameters for the whole country: positions may be off by tens of metres'
  }
  return undefined
}

function build(crs: string): Projector {
  if (same.has(crs)) return (x, y) => [x, y]
  if (crs === 'GCJ-02') return fromGcj02
  if (crs === 'BD-09') return (x, y) => fromGcj02(...fromBd09(x, y))
  const definition = definitionOf(crs)
  if (definition === undefined) throw new UnknownCrsError(crs, KNOWN)
  try {
    const converter = proj4(definition)
    return (x, y) => {
      const [lon, lat] = converter.inverse([x, y])
      return [lon, lat]
    }
  } catch {
    throw new UnknownCrsError(crs, KNOWN)
  }
}

/** Definitions of EPSG codes; loaded when a code is first asked for, because the list is long. */
function definitionOf(crs: string): string | undefined {
  const list: unknown = createRequire(import.meta.url)('proj4-list')
  if (typeof list !== 'object' || list === null) return undefined
  const entry: unknown = Object.getOwnPropertyDescriptor(list, crs)?.value
  return Array.isArray(entry) && typeof entry[1] === 'string' ? entry[1] : undefined
}

function guarded(projector: Projector): Projector {
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN]
    return projector(x, y)
  }
}

type Forward = (lon: number, lat: number) => readonly [number, number]

/** Metres of the last correction are 0.01, which leaves an error of less than 0.1 mm: each step divides it by 200. */
const CLOSE = 1e-7
const MOST_STEPS = 20

const fromGcj02 = inverseOf((lon, lat) => pair(gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02)))
const fromBd09 = inverseOf((lon, lat) => pair(gcoord.transform([lon, lat], gcoord.GCJ02, gcoord.BD09)))

function pair(position: readonly number[]): readonly [number, number] {
  return [position[0] ?? Number.NaN, position[1] ?? Number.NaN]
}

/**
 * Inverts a shift that changes slowly by correcting a guess until it lands on the target. The published inverses are
 * approximate, and gcoord's own never ends at the edge of the shifted region; this one gives up after 20 steps.
 */
function inverseOf(forward: Forward): Projector {
  return (x, y) => {
    if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90)) return [Number.NaN, Number.NaN]
    let [lon, lat] = [x, y]
    for (let step = 0; step < MOST_STEPS; step++) {
      const [gotX, gotY] = forward(lon, lat)
      lon += x - gotX
      lat += y - gotY
      if (Math.abs(x - gotX) < CLOSE && Math.abs(y - gotY) < CLOSE) break
    }
    return [lon, lat]
  }
}
