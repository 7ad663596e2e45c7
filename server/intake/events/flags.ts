import { sql, type Transaction } from '../../store/index.ts'
import type { Tally } from '../report.ts'
import { loggedTickets } from './merge.ts'

/** A log longer than this is kept, and its ticket named: it looks like several tickets under one id. */
const longLog = 1000
/** How many of them are named. */
const named = 3

/** A ticket with a log that is longer. */
export interface LongLog {
  id: string
  lines: number
}

/** Kinds that put a ticket to work; after closing only "reopened" should. */
const working = sql`('reported', 'filed', 'dispatched', 'signed', 'transferred', 'escalated', 'returned', 'co_assigned',
  'handled', 'reworked', 'suspended', 'resumed')`

/**
 * Flags what is odd about the merged lines of `event_row`, all of which were taken. Of the rows of the file:
 * `out_of_order`, earlier than a row they should follow, by number, else by place in the file; `same_instant`, at the
 * very time of an earlier row of the ticket; `before_report` of the ticket; `handed_to_itself`. Of the logs they are in:
 * `goes_on_after_closing`, lines of work behind a closing that nothing has reopened; `long_log`, tickets, of which it tells
 * the longest.
 */
export async function flagLogs(
  transaction: Transaction,
  numbered: boolean,
  tally: Tally,
): Promise<readonly LongLog[]> {
  const order = numbered ? sql`seq, row` : sql`row`
  const [rows] = await transaction.run(sql`SELECT
      count(*) FILTER (happened_at < latest) AS out_of_order,
      (SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM event_row GROUP BY ticket, happened_at)) AS same_instant,
      count(*) FILTER (happened_at < reported_at) AS before_report,
      count(*) FILTER (kind IN ('transferred', 'escalated', 'returned', 'co_assigned')
        AND from_unit = to_unit AND coalesce(from_tier = to_tier, TRUE)) AS handed_to_itself
    FROM (
      SELECT r.*, t.reported_at,
        max(happened_at) OVER (PARTITION BY ticket ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
          AS latest
      FROM event_row r JOIN ticket t ON t.key = r.ticket)`)
  for (const reason of ['out_of_order', 'same_instant', 'before_report', 'handed_to_itself'])
    tally.flag(reason, Number(rows?.[reason]))

  const [logs] =
    await transaction.run(sql`SELECT count(*) FILTER (ended = 'closed' AND kind IN ${working}) AS n
    FROM (
      SELECT coalesce(said_kind, kind) AS kind,
        last_value(CASE WHEN coalesce(said_kind, kind) IN ('closed', 'reopened') THEN coalesce(said_kind, kind) END
          IGNORE NULLS) OVER (PARTITION BY ticket ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ended
      FROM event WHERE ticket IN (${loggedTickets}))`)
  tally.flag('goes_on_after_closing', Number(logs?.n))

  const long = await transaction.run(sql`SELECT t.id, n FROM (
      SELECT ticket, count(*) AS n FROM event WHERE ticket IN (${loggedTickets}) GROUP BY ticket HAVING count(*) > ${longLog}
    ) e JOIN ticket t ON t.key = e.ticket ORDER BY n DESC, t.id`)
  tally.flag('long_log', long.length)
  return long.slice(0, named).map(({ id, n }) => ({ id: String(id), lines: Number(n) }))
}

/** Names the longest logs. */
export function noteLong(long: readonly LongLog[], tally: Tally): void {
  for (const { id, lines } of [...long].sort((a, b) => b.lines - a.lines).slice(0, named))
    tally.note(
      `ticket ${id} has ${lines.toLocaleString('en')} events: is the right column mapped to "ticket"?`,
    )
}
