import type { Boundaries, Edition } from '@grid/data/contract'
import { type Sql, type Store, sql } from '../store/index.ts'
import { type AreaNode, AreaTree } from './area-tree.ts'
import { number, numberOrNull, text, textOrNull } from './cells.ts'

/** An area from one edition of the boundaries until another; until now where `until` is null. */
export interface AreaVersion {
  key: number
  code: string
  depth: number
  kind: 'basic' | 'special'
  parent: string | null
  since: number
  until: number | null
  /** the same as long as the outline is */
  outline: string | null
}

const columns = sql`key, code, name, name_en, depth, parent, kind, lead, households, population, valid_from, valid_to,
  geometry, west, south, east, north, label_lon, label_lat, since`

/** All versions of all areas as rows of one table; `until` is null for those of today. */
export const areaVersions: Sql = sql`(SELECT ${columns}, NULL AS until FROM area
  UNION ALL SELECT ${columns}, until FROM former_area)`

/** Reads every version, the latest of a code first. */
export async function readVersions(store: Store): Promise<AreaVersion[]> {
  const rows = await store.read(sql`
    SELECT a.key, a.code, a.depth, a.kind, a.since, a.until, md5(a.geometry) AS outline, p.code AS parent
    FROM ${areaVersions} a LEFT JOIN ${areaVersions} p ON p.key = a.parent
    ORDER BY a.depth, a.code, a.until DESC NULLS FIRST, a.valid_from DESC NULLS LAST, a.key DESC`)
  return rows.map((row) => ({
    key: number(row.key),
    code: text(row.code),
    depth: number(row.depth),
    kind: row.kind === 'special' ? 'special' : 'basic',
    parent: textOrNull(row.parent),
    since: number(row.since),
    until: numberOrNull(row.until),
    outline: textOrNull(row.outline),
  }))
}

/** The areas of today. */
export function presentTree(versions: readonly AreaVersion[]): AreaTree {
  const areas = new Map<string, AreaNode & { keys: number[] }>()
  for (const { key, code, depth, kind, parent, until } of versions) {
    if (until !== null) continue
    const known = areas.get(code)
    if (known) known.keys.push(key)
    else areas.set(code, { code, keys: [key], depth, kind, parent })
  }
  return new AreaTree([...areas.values()])
}

/** The first and last edition of a period, by number. */
export interface EditionSpan {
  first: number
  last: number
}

/** The boundaries of a centre: those that are asked for, and all there have been. */
export interface BoundaryRecord {
  /** by the boundaries that are asked for */
  areas: AreaTree
  /** by today's boundaries, whichever are asked for: callers' scopes and the areas that units serve are told by it */
  today: AreaTree
  boundaries: Boundaries
  /** the earliest first; one at least */
  editions: readonly Edition[]
  /** every version of every area */
  versions: readonly AreaVersion[]
  /** keys of the versions of areas that `areas` has not: their tickets lie in no area of the level */
  elsewhere: readonly number[]
  /** the first and the last edition that `areas` tells of */
  span: EditionSpan
}

const onlyEdition: Edition = { number: 1, validFrom: null, name: null }

/** Told by today's boundaries. */
export function byToday(
  today: AreaTree,
  editions: readonly Edition[] = [onlyEdition],
  versions: readonly AreaVersion[] = [],
): BoundaryRecord {
  const last = editions.at(-1)?.number ?? onlyEdition.number
  return {
    areas: today,
    today,
    boundaries: 'today',
    editions,
    versions,
    elsewhere: [],
    span: { first: last, last },
  }
}
