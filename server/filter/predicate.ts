import type { Filter } from '@grid/data/contract'
import {
  type AreaNode,
  type CentreRecord,
  clockWithin,
  type Dimension,
  type Member,
  startOfDay,
} from '../centre/index.ts'
import { badParameters, oneOfValues, ProblemError, type Refusal } from '../problems.ts'
import { all, day, join, oneOf, type Sql, sql } from '../store/index.ts'
import { anyOf, inAreas } from './area.ts'
import type { Asking } from './asking.ts'
import { asOfOf, periodOf } from './basis.ts'
import { handedOver } from './handed.ts'
import { inHexagons } from './hexagons.ts'
import { inBox, inPolygon } from './place.ts'

/**
 * The tickets `t` of a filter as the caller may see them: everything but the period, which each measure applies in its
 * own way. Throws a 400 problem that names every value the centre does not know, 403 for a text search of a caller who
 * may not read texts.
 */
export function predicateOf(asking: Asking, filter: Filter): Sql {
  const { centre, caller } = asking
  const refused: Refusal[] = [...beyondReckoning(filter)]
  const conditions: Sql[] = [scopeOf(centre, caller.scope)]
  const holds = <T>(value: T | undefined, condition: (value: T) => Sql) => {
    if (value !== undefined) conditions.push(condition(value))
  }
  const members = <T extends Member>(parameter: string, dimension: Dimension<T>, ids: readonly string[]) =>
    known(parameter, ids, (id) => dimension.withId(id), dimension.ids, refused)

  holds(filter.area, (codes) => inAreas(areasOf(centre, codes, refused), centre))
  holds(filter.category, (ids) => {
    const chosen = new Set(members('category', centre.categories, ids).map((category) => category.key))
    const below = centre.categories.members.filter(({ parent }) => parent !== null && chosen.has(parent))
    return oneOf(sql`t.category`, [...new Set([...chosen, ...below.map((category) => category.key)])])
  })
  holds(filter.source, (ids) => oneOf(sql`t.source`, keys(members('source', centre.sources, ids))))
  holds(filter.tier, (ids) => oneOf(sql`t.tier`, keys(members('tier', centre.tiers, ids))))
  holds(filter.unit, (ids) => oneOf(sql`t.unit`, keys(members('unit', centre.units, ids))))
  holds(filter.status, (values) => among(sql`t.status`, values, (value) => sql`CAST(${value} AS status)`))
  holds(filter.urgency, (values) => among(sql`t.urgency`, values, (value) => sql`CAST(${value} AS urgency)`))
  holds(filter.flow, (ways) => handedOver(centre, ways, asOfOf(asking, filter), refused))
  holds(filter.bbox, inBox)
  holds(filter.within, inPolygon)
  holds(filter.hexagon, (cells) => inHexagons(cells, refused))
  holds(filter.q, (text) => {
    if (!caller.freeText)
      throw new ProblemError(403, 'Searching titles, descriptions and addresses is not open to you.', [
        { parameter: 'q', detail: 'is for callers who may read free text' },
      ])
    return mentioning(text)
  })
  if (refused.length > 0) throw badParameters(refused)
  return all(conditions)
}

/** Days, instants and corners that no calendar and no map of ours reaches. */
function beyondReckoning({ from, to, asOf, within }: Filter): Refusal[] {
  const times = Object.entries({ from, to, asOf }).filter(
    ([, time]) => time !== undefined && (time < '1000' || time > '9000'),
  )
  const corners = within?.coordinates.flat() ?? []
  const outside = corners.some(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90)
  return [
    ...times.map(([parameter]) => ({ parameter, detail: 'write a year from 1000 to 8999' })),
    ...(outside
      ? [{ parameter: 'within', detail: 'write longitudes to ±180 and latitudes to ±90 degrees' }]
      : []),
  ]
}

/** No clock is put back by more: so long after a day has begun, none before it comes again. */
const mostPutBack = 3 * 3_600_000

/** The tickets of a filter reported in its period and known at its instant. */
export function reportedIn(asking: Asking, filter: Filter): Sql {
  const { extent, pack } = asking.centre
  const conditions = [predicateOf(asking, filter)]
  const period = periodOf(filter, extent)
  const at = asOfOf(asking, filter)
  // whatever was reported on a day that is over is known
  if (!period || startOfDay(period.to, pack.timeZone) + mostPutBack > at)
    conditions.push(clockWithin('reported', '<=', at))
  if (period) conditions.push(sql`t.day >= ${day(period.from)} AND t.day < ${day(period.to)}`)
  return all(conditions)
}

/** Whether all tickets of a filter's period are asked for, of a caller who may see them all. */
export function isPeriodAlone(
  { caller }: Asking,
  { from: _, to: __, asOf: ___, boundaries: ____, ...others }: Filter,
): boolean {
  return caller.scope === 'all' && Object.values(others).every((value) => value === undefined)
}

/** Areas of a filter; notes unknown codes in `refused`. */
export function areasOf(centre: CentreRecord, codes: readonly string[], refused: Refusal[]): AreaNode[] {
  return known('area', codes, (code) => centre.areas.withCode(code), undefined, refused)
}

/** The tickets `t` that a scope opens. */
export function scopeOf(centre: CentreRecord, scope: 'all' | readonly string[]): Sql {
  if (scope === 'all') return sql`TRUE`
  // a scope means today's outline, whichever boundaries are asked for; one that the centre no longer has opens nothing
  return inAreas(scope.flatMap((code) => centre.today.withCode(code) ?? []))
}

/**
 * Texts that contain another, capitals aside. `contains` knows no wildcards, so nothing needs escaping. Bringing every text to
 * small letters costs several times the search: left out where what is sought has none.
 */
function mentioning(sought: string): Sql {
  return anyOf(
    [sql`t.title`, sql`t.description`, sql`t.address`].map((column) =>
      isCaseless(sought)
        ? sql`coalesce(contains(${column}, ${sought}), FALSE)`
        : sql`coalesce(contains(lower(${column}), lower(${sought})), FALSE)`,
    ),
  )
}

/** Whether a text holds only letters without capitals (as Chinese ones), digits, punctuation and blanks. */
export function isCaseless(text: string): boolean {
  return /^[\p{Lo}\p{Nd}\p{P}\p{Zs}]*$/u.test(text)
}

function known<T>(
  parameter: string,
  ids: readonly string[],
  find: (id: string) => T | undefined,
  allowed: readonly string[] | undefined,
  refused: Refusal[],
): T[] {
  return ids.flatMap((id) => {
    const found = find(id)
    if (found !== undefined) return [found]
    refused.push({
      parameter,
      detail: allowed ? oneOfValues(id, allowed) : `"${id}" is unknown; /api/areas lists the codes`,
    })
    return []
  })
}

function keys(members: readonly Member[]): number[] {
  return members.map((member) => member.key)
}

function among<T>(column: Sql, values: readonly T[], bound: (value: T) => Sql): Sql {
  return values.length === 0 ? sql`FALSE` : sql`${column} IN (${join(values.map(bound))})`
}
