import type { FlowPaths } from '@grid/data/contract'
import { name, type Sql, sql } from '../store/index.ts'

/** Paths and returns are told apart by these. */
export const holders = ['tier', 'unit'] as const
export type Holder = FlowPaths['by']

/**
 * An expression of a `WITH` after those of `staysOf`: `w (ticket, way, done, seconds)`. The way of each told ticket is
 * the keys of its holders in order, repeats collapsed and those not named passed over, as text with `>` between; seconds
 * run from report to handling, else closing, and are null where they contradict.
 */
export function waysBy(holder: Holder, known: Sql): Sql {
  const end = sql`coalesce(p.handled_at, p.closed_at)`
  return sql`
    w AS (
      SELECT p.key AS ticket, way, coalesce(${end} <= ${known}, FALSE) AS done,
        CASE WHEN ${end} BETWEEN p.reported_at AND ${known} THEN date_diff('second', p.reported_at, ${end}) END AS seconds
      FROM (
        SELECT ticket, coalesce(string_agg(CAST(${name(holder)} AS VARCHAR), '>' ORDER BY nth)
          FILTER (WHERE ${name(`${holder}_step`)}), '') AS way
        FROM s WHERE NOT derived AND (nth = 0 OR ${name(`${holder}_step`)}) GROUP BY ticket
      ) JOIN p ON p.key = ticket
    )`
}
