import type { Filter, OverdueTickets } from '@grid/data/contract'
import {
  byClock,
  clockIs,
  clockWithin,
  number,
  startOfDay,
  ticketsLasting,
  wasWork,
} from '../centre/index.ts'
import { type Asking, asOfOf, basisOf, predicateOf } from '../filter/index.ts'
import { sql } from '../store/index.ts'
import { rowColumns, rowOf } from './row.ts'

/**
 * Tickets open past their deadline at the end of the filter's period, or at the "as of" where that is earlier, whenever
 * they were reported: those of the measure "overdue", the earliest deadline first.
 */
export async function longestOverdue(asking: Asking, filter: Filter, limit: number): Promise<OverdueTickets> {
  const { store, centre, signal } = asking
  const basis = basisOf(asking, filter)
  const asOf = asOfOf(asking, filter)
  const end = basis.period ? startOfDay(basis.period.to, centre.pack.timeZone) : Number.POSITIVE_INFINITY
  // what happened at the very instant of the as-of has happened
  const until = Math.min(asOf + 1, end)
  const at = Math.min(asOf, end)
  const tickets = ticketsLasting(until, until)
  const where = sql`${predicateOf(asking, filter)}
    AND ${clockWithin('due', '<', at)}
    AND ${wasWork}
    AND (t.status_kind = 'open' OR (t.status = 'closed' AND coalesce(${clockIs('closed', '>=', until)}, FALSE)))`
  const [rows, [count]] = await Promise.all([
    store.read(
      sql`SELECT ${rowColumns(asking)} FROM ${tickets} WHERE ${where} ORDER BY ${byClock('due', 'ASC')}, t.id LIMIT ${limit}`,
      { signal },
    ),
    store.read(sql`SELECT count(*) AS total FROM ${tickets} WHERE ${where}`, { signal }),
  ])
  return {
    ...basis,
    at: new Date(at).toISOString(),
    total: number(count?.total),
    tickets: rows.map((row) => rowOf(asking, row, at)),
  }
}
