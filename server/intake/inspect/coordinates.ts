import type { AreaGeometry } from '@grid/data/contract'
import { type Box, contains, flatten } from '../locate/index.ts'
import { accuracyOf, projectorFrom } from '../project.ts'
import type { SourceCell } from '../read/index.ts'
import type { CoordinateCandidate, SystemFit } from './inspection.ts'
import { isNumber, textOf } from './profile.ts'
import { type Middle, systemsFor } from './systems.ts'

const MOST_POINTS = 2000
const MOST_COLUMNS = 8
const INWARD = 0.02

/** Whether a WGS-84 position lies in the centre, and the middle of the centre. */
export interface Centre {
  holds(lon: number, lat: number): boolean
  middle: Middle
}

/** The centre's outline as what positions are compared with. */
export function centreOf(outline: AreaGeometry | Box): Centre {
  if ('type' in outline) {
    const rings = flatten(outline)
    const { west, south, east, north } = rings
    return {
      holds: (lon, lat) => contains(rings, lon, lat),
      middle: [(west + east) / 2, (south + north) / 2],
    }
  }
  const [west, south, east, north] = outline
  return {
    holds: (lon, lat) => lon >= west && lon <= east && lat >= south && lat <= north,
    middle: [(west + east) / 2, (south + north) / 2],
  }
}

const X_NAME =
  /经度|东坐标|横坐标|^(lon|lng|long|longitude|x|easting|point_?x|coord_?x|x_?coord\w*|@lon)$|longitude$|_(lon|lng|long)$|lng$/i
const Y_NAME =
  /纬度|北坐标|纵坐标|^(lat|latitude|y|northing|point_?y|coord_?y|y_?coord\w*|@lat)$|latitude$|_lat$|lat$/i

type Values = ReadonlyMap<string, readonly SourceCell[]>
type Pair = readonly [number, number]

/** Pairs of columns that may hold coordinates, with the systems that fit each, the best first. */
export function coordinateCandidates(values: Values, centre: Centre | undefined): CoordinateCandidate[] {
  const geometries = geometryCandidate(values, centre)
  const named = namedPair(values)
  if (named) return [candidate(named[0], named[1], values, centre), ...geometries]
  if (!centre) return geometries
  const found = numericPairs(values).map(([x, y]) => candidate(x, y, values, centre))
  return [...found.filter(({ systems }) => (systems[0]?.inside ?? 0) >= 0.5).slice(0, 3), ...geometries]
}

function namedPair(values: Values): [string, string] | undefined {
  const numeric = [...values.keys()].filter((name) => mostlyNumbers(values.get(name) ?? []))
  const x = numeric.find((name) => X_NAME.test(name))
  const y = numeric.find((name) => Y_NAME.test(name))
  return x !== undefined && y !== undefined ? [x, y] : undefined
}

function numericPairs(values: Values): [string, string][] {
  const numeric = [...values.keys()]
    .filter((name) => mostlyNumbers(values.get(name) ?? []) && new Set(values.get(name)).size > 2)
    .slice(0, MOST_COLUMNS)
  return numeric.flatMap((x, index) => numeric.slice(index + 1).map((y): [string, string] => [x, y]))
}

function mostlyNumbers(cells: readonly SourceCell[]): boolean {
  const texts = cells.map(textOf).filter((text) => text !== '')
  return texts.length > 0 && texts.filter(isNumber).length * 10 >= texts.length * 8
}

function candidate(x: string, y: string, values: Values, centre: Centre | undefined): CoordinateCandidate {
  const [xs, ys] = [values.get(x) ?? [], values.get(y) ?? []]
  const pairs = xs.flatMap((cell, index): Pair[] => {
    const [left, right] = [textOf(cell), textOf(ys[index] ?? null)]
    if (!isNumber(left) || !isNumber(right)) return []
    const pair: Pair = [Number(left), Number(right)]
    return pair[0] === 0 && pair[1] === 0 ? [] : [pair]
  })
  return { x, y, systems: fits(pairs, centre) }
}

/** Geometries are judged by the corners of their outlines. */
function geometryCandidate(values: Values, centre: Centre | undefined): CoordinateCandidate[] {
  const cells = values.get('@geometry') ?? []
  const pairs: Pair[] = []
  for (const cell of cells) {
    if (pairs.length >= MOST_POINTS) break
    if (typeof cell === 'object' && cell !== null && 'coordinates' in cell) collect(cell.coordinates, pairs)
  }
  return pairs.length > 0 ? [{ x: '@geometry', systems: fits(pairs, centre) }] : []
}

/**
 * Corners of outlines often lie on the very outline they are compared with, where inside is chance: each is drawn a
 * little towards the middle of its ring.
 */
function collect(coordinates: unknown, pairs: Pair[]): void {
  if (!Array.isArray(coordinates) || pairs.length >= MOST_POINTS) return
  const ring = coordinates.flatMap((position: unknown): Pair[] => {
    if (!Array.isArray(position)) return []
    const [x, y]: unknown[] = position
    return typeof x === 'number' && typeof y === 'number' ? [[x, y]] : []
  })
  const middleX = ring.reduce((sum, [x]) => sum + x, 0) / ring.length
  const middleY = ring.reduce((sum, [, y]) => sum + y, 0) / ring.length
  for (const [x, y] of ring) pairs.push([x + (middleX - x) * INWARD, y + (middleY - y) * INWARD])
  if (ring.length === 0) for (const inner of coordinates) collect(inner, pairs)
}

function fits(all: readonly Pair[], centre: Centre | undefined): SystemFit[] {
  const pairs = thinned(all)
  const inDegrees =
    pairs.filter(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 180).length * 2 > pairs.length
  const systems = systemsFor(centre?.middle, inDegrees)
  const swappable = systems.flatMap((crs) => [
    { crs, swapped: false },
    { crs, swapped: true },
  ])
  const found = swappable.map((system) => ({
    ...system,
    inside: centre ? share(pairs, system, centre) : undefined,
  }))
  if (!centre) return found.filter(({ swapped }) => swapped === looksSwapped(pairs))
  const best = found
    .filter(({ inside }) => (inside ?? 0) > 0)
    .sort((a, b) => (b.inside ?? 0) - (a.inside ?? 0))
  return best.length > 0 ? best : found.slice(0, 1)
}

/** Evenly over the sample: files are often sorted by place. */
function thinned(pairs: readonly Pair[]): readonly Pair[] {
  const step = Math.ceil(pairs.length / MOST_POINTS)
  return step <= 1 ? pairs : pairs.filter((_, index) => index % step === 0)
}

/** No latitude is beyond 90. */
function looksSwapped(pairs: readonly Pair[]): boolean {
  return pairs.some(([, y]) => Math.abs(y) > 90) && pairs.every(([x]) => Math.abs(x) <= 90)
}

function share(
  pairs: readonly Pair[],
  { crs, swapped }: { crs: string; swapped: boolean },
  centre: Centre,
): number {
  if (pairs.length === 0) return 0
  const project = projectorFrom(crs)
  const inside = pairs.filter(([x, y]) => centre.holds(...(swapped ? project(y, x) : project(x, y))))
  return inside.length / pairs.length
}

/** What the shares cannot tell. */
export function coordinateNotes({ x, y, systems }: CoordinateCandidate): string[] {
  const columns = y === undefined ? x : `${x} and ${y}`
  const best = systems[0]
  if (!best) return [`${columns}: no system fits`]
  if (best.inside === undefined) {
    return [`${columns}: give the centre’s outline to find the system; ${best.crs} is only a guess`]
  }
  const percent = `${Math.round(best.inside * 1000) / 10} %`
  const notes = [
    `${columns}: ${percent} fall inside the centre when read as ${best.crs}${best.swapped ? ', swapped' : ''}`,
  ]
  if (best.swapped) notes.push(`${columns} look swapped: the first holds the latitude or northing`)
  const shifted = systems.filter(
    ({ crs, swapped }) => /^(EPSG:4326|GCJ-02|BD-09)$/.test(crs) && swapped === best.swapped,
  )
  if (shifted.length > 1) {
    notes.push(
      'WGS-84 and GCJ-02 differ by about 500 m and BD-09 by about 1 km: the shares of a whole district cannot tell ' +
        'them apart for certain; ask the source, or compare a few known addresses',
    )
  }
  const rivals = systems.filter((fit) => fit !== best && !shifted.includes(fit) && fit.inside === best.inside)
  if (rivals.length > 0) notes.push(`${rivals.map(({ crs }) => crs).join(', ')} fit as well`)
  const accuracy = accuracyOf(best.crs)
  return accuracy ? [...notes, accuracy] : notes
}
