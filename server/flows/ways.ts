import type { Filter, FlowPaths } from '@grid/data/contract'
import { type Clock, clockIs, isSince } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import { empty, instant, name, type Sql, sql } from '../store/index.ts'
import { type Reach, rowsOf } from './reach.ts'
import type { Told } from './told.ts'

/** Ways and returns are told apart by these. */
export const holders = ['tier', 'unit'] as const
export type Holder = FlowPaths['by']

/** Tickets `t` of a reach whose log tells a way. */
const told = ({ where }: Reach) => sql`${where} AND t.tier_way IS NOT NULL`

/** Ways `(ticket, way)`, as they were known by an instant, of the told tickets that have moved since. */
function earlier(reach: Reach, holder: Holder, known: Sql): Sql {
  const moved = { ...reach, where: sql`${told(reach)} AND t.moved_at > ${known}`, tickets: 0 }
  return sql`SELECT s.ticket, string_agg(CAST(${name(`s.${holder}`)} AS VARCHAR), '>' ORDER BY s.nth) AS way
    FROM ${rowsOf(sql`stay`, moved)} AND s.known_at <= ${known} AND ${name(`s.${holder}_step`)} GROUP BY s.ticket`
}

/**
 * Expressions of a `WITH`, of which `w (way, done, seconds)` has the way of each told ticket as it is known at the filter's
 * instant: the keys of its holders in order, repeats collapsed and those not named passed over, with `>` between. Seconds
 * run from report to handling, else closing, and are null where they contradict.
 */
export function waysBy(asking: Asking, filter: Filter, { reach, whole }: Told, holder: Holder): Sql {
  const known = instant(asOfOf(asking, filter))
  const at = asOfOf(asking, filter)
  // of its end, the handling, else the closing
  const ended = (clock: Clock) => clockIs(clock, '<=', at)
  const lasted = (clock: Clock) =>
    sql`CASE WHEN ${isSince(clock, 'reported')} AND ${ended(clock)} THEN ${name(`t.${clock}_s`)} - t.reported_s END`
  const ofEnd = (told: (clock: Clock) => Sql) =>
    sql`CASE WHEN t.handled_s IS NULL THEN ${told('closed')} ELSE ${told('handled')} END`
  const way = name(`t.${holder}_way`)
  const [early, then, joined] = whole
    ? [empty, way, empty]
    : [
        sql`early AS (${earlier(reach, holder, known)}),`,
        sql`CASE WHEN t.moved_at <= ${known} THEN ${way} ELSE coalesce(e.way, '') END`,
        sql`LEFT JOIN early e ON e.ticket = t.key`,
      ]
  return sql`
    ${early}
    w AS NOT MATERIALIZED (
      SELECT ${then} AS way, coalesce(${ofEnd(ended)}, FALSE) AS done,
        ${ofEnd(lasted)} AS seconds
      FROM ticket t ${joined} WHERE ${told(reach)}
    )`
}

/** Whether a ticket `t` of a reach went a way, as {@link waysBy} writes it, by the filter's instant. */
export function went(asking: Asking, filter: Filter, reach: Reach, holder: Holder, way: string): Sql {
  const known = instant(asOfOf(asking, filter))
  const early = earlier(reach, holder, known)
  // who had not been with anybody by then went the empty way, and is not among those
  const then =
    way === ''
      ? sql`t.key NOT IN (SELECT ticket FROM (${early}))`
      : sql`t.key IN (SELECT ticket FROM (${early}) WHERE way = ${way})`
  return sql`t.tier_way IS NOT NULL
    AND CASE WHEN t.moved_at <= ${known} THEN ${name(`t.${holder}_way`)} = ${way} ELSE ${then} END`
}
