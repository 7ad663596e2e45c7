import type { LiveTicket } from '@grid/data/contract'
import type { TicketLine } from './events.ts'

/** The rows of a message: tickets, or lines of their logs. */
export type Rows =
  | { of: 'tickets'; list: readonly LiveTicket[] }
  | { of: 'events'; list: readonly TicketLine[] }

/** The tickets that rows are about, in their order. */
export function idsOf(rows: Rows): string[] {
  return rows.of === 'tickets' ? rows.list.map(({ id }) => id) : rows.list.map(({ ticket }) => ticket)
}
