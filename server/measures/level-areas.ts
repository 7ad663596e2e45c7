import type { Filter } from '@grid/data/contract'
import type { AreaNode, CentreRecord, Level } from '../centre/index.ts'
import { type Asking, areaColumn, areasOf } from '../filter/index.ts'
import { badParameters, oneOfValues } from '../problems.ts'
import { join, oneOf, type Sql, sql } from '../store/index.ts'

/** The level of this id; a 400 problem names the levels there are. */
export function levelOf(centre: CentreRecord, id: string): Level {
  const level = centre.levels.find((known) => known.id === id)
  if (level) return level
  const ids = centre.levels.map((known) => known.id)
  throw badParameters([{ parameter: 'level', detail: oneOfValues(id, ids) }])
}

/**
 * The level right below the filter's areas, the widest of them where they are of several. Where it names none, the level
 * below the only area at the top, the top itself where there are many. The lowest level has none below and stands for
 * itself. Null in a centre without levels.
 */
export function levelBelow({ centre }: Asking, filter: Filter): Level | null {
  const named = areasOf(centre, filter.area ?? [], [])
  const roots = centre.areas.areas.filter(({ kind, parent }) => kind === 'basic' && parent === null)
  const above = named.length > 0 ? named : roots.length === 1 ? roots : []
  const depth = above.length > 0 ? 1 + Math.min(...above.map((area) => area.depth)) : 0
  return centre.levels.find((level) => level.depth === depth) ?? centre.levels.at(-1) ?? null
}

/** The key of the area that ticket `t` lies in at a level; former boundaries of an area count as the present one. */
export function areaAt(centre: CentreRecord, level: Level): Sql {
  const column = areaColumn(centre, level.depth)
  const former = centre.areas.areas
    .filter(({ depth, keys }) => depth === level.depth && keys.length > 1)
    .flatMap(({ keys: [present, ...others] }) => (present === undefined ? [] : [{ present, others }]))
  if (former.length === 0) return column
  const cases = former.map(({ present, others }) => sql`WHEN ${oneOf(column, others)} THEN ${present}`)
  return sql`CASE ${join(cases, ' ')} ELSE ${column} END`
}

/**
 * Every basic area of a level that the filter's areas and the caller's scope touch. Special grids lie across the tree,
 * so they narrow the tickets but not the list of areas.
 */
export function areasAt({ centre, caller }: Asking, level: Level, filter: Filter): AreaNode[] {
  const wanted = areasOf(centre, filter.area ?? [], [])
  const touches = (area: AreaNode, codes: readonly string[]) =>
    codes.some((code) => centre.areas.related(area.code, code))
  const special = wanted.some((area) => area.kind === 'special')
  return centre.areas.areas.filter(
    (area) =>
      area.kind === 'basic' &&
      area.depth === level.depth &&
      (filter.area === undefined || special || touches(area, filter.area)) &&
      (caller.scope === 'all' || touches(area, caller.scope)),
  )
}
