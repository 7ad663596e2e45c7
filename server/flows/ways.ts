import type { Filter, FlowPaths } from '@grid/data/contract'
import { type Asking, asOfOf } from '../filter/index.ts'
import { instant, name, type Sql, sql } from '../store/index.ts'
import { workIn } from './stays.ts'

/** Ways and returns are told apart by these. */
export const holders = ['tier', 'unit'] as const
export type Holder = FlowPaths['by']

/**
 * Two expressions of a `WITH`, of which `w (ticket, way, done, seconds)` has the way of each told ticket of a filter as it
 * is known at the filter's instant: the keys of its holders in order, repeats collapsed and those not named passed over,
 * with `>` between. Seconds run from report to handling, else closing, and are null where they contradict.
 */
export function waysBy(asking: Asking, filter: Filter, holder: Holder): Sql {
  const known = instant(asOfOf(asking, filter))
  const end = sql`coalesce(t.handled_at, t.closed_at)`
  const told = sql`${workIn(asking, filter)} AND t.tier_way IS NOT NULL`
  return sql`
    early AS (
      SELECT s.ticket, string_agg(CAST(${name(`s.${holder}`)} AS VARCHAR), '>' ORDER BY s.nth) AS way
      FROM stay s JOIN (SELECT t.key FROM ticket t WHERE ${told} AND t.moved_at > ${known}) t ON t.key = s.ticket
      WHERE s.known_at <= ${known} AND ${name(`s.${holder}_step`)} GROUP BY s.ticket
    ),
    w AS (
      SELECT t.key AS ticket,
        CASE WHEN t.moved_at <= ${known} THEN ${name(`t.${holder}_way`)} ELSE coalesce(e.way, '') END AS way,
        coalesce(${end} <= ${known}, FALSE) AS done,
        CASE WHEN ${end} BETWEEN t.reported_at AND ${known} THEN date_diff('second', t.reported_at, ${end}) END AS seconds
      FROM ticket t LEFT JOIN early e ON e.ticket = t.key WHERE ${told}
    )`
}
