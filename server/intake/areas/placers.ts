import { areaVersions } from '../../centre/index.ts'
import { sql } from '../../store/index.ts'
import type { Reads } from '../centre.ts'
import { AreaPlacer, type PlacedArea } from '../locate/index.ts'
import { boxOf, geometryOf } from './stored.ts'
import type { RankedArea } from './write.ts'

/** What places tickets: in the areas of today, and in those of the day each was reported on. */
export interface Placers {
  now: AreaPlacer
  /** the first local day of today's boundaries; null where there have never been others */
  since: string | null
  /** the placer of a local day; `now` from `since` on */
  on(day: string): AreaPlacer
}

/** An area with the editions it held in. */
export interface VersionedArea extends PlacedArea {
  parentCode: string | null
  since: number
  until: number | null
  /** where tickets known by its code alone are now */
  heir: string | null
}

/** An edition of the boundaries as far as placing goes. */
export interface EditionDay {
  number: number
  validFrom: string | null
}

/** Every version of every area, as the placing of tickets needs it. */
export async function versionedAreas(reader: Reads): Promise<VersionedArea[]> {
  const rows = await reader.run(sql`
    SELECT a.key, a.code, a.depth, a.parent, p.code AS parent_code, a.kind, a.geometry, a.west, a.south, a.east, a.north,
      a.since, a.until, f.heir
    FROM ${areaVersions} a LEFT JOIN ${areaVersions} p ON p.key = a.parent LEFT JOIN former_area f ON f.key = a.key`)
  return rows.map((row) => ({
    key: Number(row.key),
    code: String(row.code),
    depth: Number(row.depth),
    parent: row.parent === null ? null : Number(row.parent),
    parentCode: typeof row.parent_code === 'string' ? row.parent_code : null,
    special: row.kind === 'special',
    geometry: geometryOf(row),
    bbox: boxOf(row),
    since: Number(row.since),
    until: row.until === null ? null : Number(row.until),
    heir: typeof row.heir === 'string' ? row.heir : null,
  }))
}

/** The editions, the earliest first. */
export async function editionDays(reader: Reads): Promise<EditionDay[]> {
  const rows = await reader.run(sql`SELECT number, valid_from FROM edition ORDER BY number`)
  return rows.map(({ number, valid_from }) => ({
    number: Number(number),
    validFrom: typeof valid_from === 'string' ? valid_from : null,
  }))
}

/** What places tickets in a centre as it is. */
export async function placersOf(reader: Reads): Promise<Placers> {
  return placersFrom(await versionedAreas(reader), await editionDays(reader))
}

/** What places tickets by these versions; earlier editions are made ready when a ticket needs them. */
export function placersFrom(areas: readonly VersionedArea[], editions: readonly EditionDay[]): Placers {
  const last = editions.at(-1)
  const now = new AreaPlacer(
    areas.filter(({ until }) => until === null),
    heirs(areas),
  )
  const earlier = new Map<number, AreaPlacer>()
  return {
    now,
    since: last?.validFrom ?? null,
    on(day) {
      const edition =
        editions.findLast(({ validFrom }) => validFrom === null || validFrom <= day) ?? editions[0]
      if (!edition || edition === last) return now
      const placer = earlier.get(edition.number) ?? placerIn(areas, edition.number)
      earlier.set(edition.number, placer)
      return placer
    },
  }
}

/** As the versions of a plan: areas to be, and those that would be former ones. */
export function versionOf({ area, key, since, depth, parentKey }: RankedArea): VersionedArea {
  const { code, geometry, bbox, kind } = area
  return {
    key,
    code,
    depth,
    parent: parentKey,
    parentCode: area.parent ?? null,
    special: kind === 'special',
    geometry,
    bbox,
    since,
    until: null,
    heir: null,
  }
}

/** Codes that no area has today, with the area whose tickets those known by them alone are now. */
function heirs(areas: readonly VersionedArea[]): ReadonlyMap<string, string> {
  const present = new Set(areas.filter(({ until }) => until === null).map(({ code }) => code))
  const next = new Map<string, string>()
  for (const { code, heir } of [...areas].sort((a, b) => (a.until ?? 0) - (b.until ?? 0)))
    if (heir !== null) next.set(code, heir)
  const found = new Map<string, string>()
  for (const code of next.keys()) {
    if (present.has(code)) continue
    const seen = new Set<string>()
    let at: string | undefined = code
    while (at !== undefined && !present.has(at) && !seen.has(at)) {
      seen.add(at)
      at = next.get(at)
    }
    if (at !== undefined && present.has(at)) found.set(code, at)
  }
  return found
}

/** The placer of an earlier edition. A code that came later means the narrowest of the areas above it that was there. */
function placerIn(areas: readonly VersionedArea[], edition: number): AreaPlacer {
  // special grids are those of today, whenever a ticket was reported
  const held = areas.filter(({ special, since, until }) =>
    special ? until === null : since <= edition && (until === null || until > edition),
  )
  const keys = new Map(held.map(({ code, key }) => [code, key]))
  const parents = new Map(
    areas.filter(({ until }) => until === null).map(({ code, parentCode }) => [code, parentCode]),
  )
  const later = new Map<string, string>()
  for (const code of parents.keys()) {
    let at: string | null | undefined = code
    while (at && !keys.has(at)) at = parents.get(at)
    if (at && at !== code) later.set(code, at)
  }
  return new AreaPlacer(
    // a parent that has changed since goes by another key
    held.map((area) => ({
      ...area,
      parent: area.parentCode === null ? area.parent : (keys.get(area.parentCode) ?? area.parent),
    })),
    later,
  )
}
