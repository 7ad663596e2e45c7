import { instant, type Sql, sql } from '../store/index.ts'
import { clockIs, clockWithin, microseconds } from './clocks.ts'

/** Days from its report within which nearly every ticket is done. */
const soonDays = 21
const soonMs = soonDays * 86_400_000

/** What says until when a ticket counts: whether it is open (a condition), and its instants. */
interface Lasting {
  open: Sql
  reportedAt: Sql
  handledAt: Sql
  closedAt: Sql
}

/** Until when a ticket can count in any measure: to the year 9999 while it is open, else until the last that happened to it. */
function lastCounted({ open, reportedAt, handledAt, closedAt }: Lasting): Sql {
  return sql`CASE WHEN ${open} THEN CAST('9999-01-01' AS TIMESTAMP)
    ELSE greatest(${reportedAt}, ${handledAt}, ${closedAt}) END`
}

/** What `ticket t` says of it. */
const ofTicket: Lasting = {
  open: sql`t.status_kind = CAST('open' AS status_kind)`,
  reportedAt: sql`t.reported_at`,
  handledAt: sql`t.handled_at`,
  closedAt: sql`t.closed_at`,
}

/** `lastCounted` of ticket `t`, in microseconds since 1970. */
export const countedUntil = sql`CASE WHEN ${ofTicket.open} THEN CAST(253370764800000000 AS BIGINT)
  ELSE greatest(${microseconds('reported')}, ${microseconds('handled')}, ${microseconds('closed')}) END`

/** Whether `countedUntil` is not before an instant; null is as good as false. */
const countsAt = (
  at: number,
) => sql`(${ofTicket.open} OR ${clockIs('handled', '>=', at)} OR ${clockIs('closed', '>=', at)}
  OR ${clockIs('reported', '>=', at)})`

/**
 * The column `outlasts` of a ticket, of ticket `t` where nothing is said: `lastCounted` of one that is not done within 21 days, null of all others. What
 * counts in a period is then found among its own reports, those of 21 days before, and these few.
 */
export function outlasting(ticket: Lasting = ofTicket): Sql {
  const last = lastCounted(ticket)
  return sql`CASE WHEN ${last} >= ${ticket.reportedAt} + to_days(${soonDays}) THEN ${last} END`
}

/**
 * Tickets `t` reported before `until` that can still count at `begins`, as conditions that exclude each other: the engine looks at
 * 21 days of reports and for the rest at one column, however long the history is. Instants in milliseconds since 1970.
 */
export function lasting(begins: number, until: number): readonly [Sql, Sql] {
  const known = clockWithin('reported', '<', until)
  const soon = begins - soonMs
  return [
    sql`${known} AND ${clockWithin('reported', '>=', soon)} AND ${countsAt(begins)}`,
    sql`${known} AND ${clockWithin('reported', '<', soon)} AND t.outlasts >= ${instant(begins)}`,
  ]
}

/** The same as a table. */
export function ticketsLasting(begins: number, until: number): Sql {
  const [soon, late] = lasting(begins, until)
  return sql`(SELECT * FROM ticket t WHERE ${soon} UNION ALL SELECT * FROM ticket t WHERE ${late}) t`
}
