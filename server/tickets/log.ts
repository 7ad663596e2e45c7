import { EventKind, type LogEntry, type TicketLog } from '@grid/data/contract'
import { number, numberOrNull, text, textOrNull, truth } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { notFound } from '../problems.ts'
import { sql } from '../store/index.ts'

/** Lines of a log: after `skip` of them, at most `limit`. */
export interface LogPage {
  skip: number
  limit: number
}

/** The log of a ticket in the order of its lines; reasons are free text and hidden like it. */
export async function logOf(
  { store, centre, caller, signal }: Asking,
  ticketKey: number,
  page?: LogPage,
): Promise<LogEntry[]> {
  const rows = await store.read(
    sql`
      SELECT seq, happened_at, kind, from_unit, to_unit, from_tier, to_tier, reason, due_at, derived
      FROM event WHERE ticket = ${ticketKey} ORDER BY seq
      ${page ? sql`LIMIT ${page.limit} OFFSET ${page.skip}` : sql``}`,
    { signal },
  )
  return rows.map((row) => ({
    seq: number(row.seq),
    at: text(row.happened_at),
    kind: EventKind.parse(row.kind),
    from_unit: centre.units.idOf(numberOrNull(row.from_unit)),
    to_unit: centre.units.idOf(numberOrNull(row.to_unit)),
    from_tier: centre.tiers.idOf(numberOrNull(row.from_tier)),
    to_tier: centre.tiers.idOf(numberOrNull(row.to_tier)),
    reason: caller.freeText ? textOrNull(row.reason) : null,
    due_at: textOrNull(row.due_at),
    derived: truth(row.derived),
  }))
}

/** A page of the log of a ticket; a 404 problem where there is none that the caller may see. */
export async function ticketLog(asking: Asking, id: string, page: LogPage): Promise<TicketLog> {
  const { store, signal } = asking
  const [row] = await store.read(
    sql`SELECT t.key, (SELECT count(*) FROM event e WHERE e.ticket = t.key) AS lines
      FROM ticket t WHERE t.id = ${id} AND ${predicateOf(asking, {})}`,
    { signal },
  )
  if (!row) throw notFound(`There is no ticket "${id}".`)
  const log = await logOf(asking, number(row.key), page)
  return { id, total: number(row.lines), skipped: page.skip, log }
}
