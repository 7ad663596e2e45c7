import { type Sql, sql } from '../store/index.ts'

/** Days from its report within which nearly every ticket is done. */
export const soonDays = 21

/** What says until when a ticket counts: whether it is open (a condition), and its instants. */
interface Lasting {
  open: Sql
  reportedAt: Sql
  handledAt: Sql
  closedAt: Sql
}

/** Until when a ticket can count in any measure: to the year 9999 while it is open, else until the last that happened to it. */
export function lastCounted({ open, reportedAt, handledAt, closedAt }: Lasting): Sql {
  return sql`CASE WHEN ${open} THEN CAST('9999-01-01' AS TIMESTAMP)
    ELSE greatest(${reportedAt}, ${handledAt}, ${closedAt}) END`
}

/**
 * The column `outlasts` of a ticket: `lastCounted` of one that is not done within 21 days, null of all others. What
 * counts in a period is then found among its own reports, those of 21 days before, and these few.
 */
export function outlasting(ticket: Lasting): Sql {
  const last = lastCounted(ticket)
  return sql`CASE WHEN ${last} >= ${ticket.reportedAt} + to_days(${soonDays}) THEN ${last} END`
}
