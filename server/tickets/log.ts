import { EventKind, type LogEntry, type TicketLog } from '@grid/data/contract'
import { number, numberOrNull, text, textOrNull, truth } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { type Row, sql } from '../store/index.ts'
import { clockColumns, instantOf, toldBy } from './instants.ts'
import { foundUnder } from './place.ts'

/** Lines of a log: after `skip` of them, at most `limit`. */
export interface LogPage {
  skip: number
  limit: number
}

/**
 * The lines of the ticket with a key in their order, none where it has no log of its own; reasons are free text and hidden
 * like it.
 */
export async function linesOf(
  { store, centre, caller, signal }: Asking,
  key: number,
  page?: LogPage,
): Promise<LogEntry[]> {
  // all of them are put in order here: the engine would gather them in a step of its own
  const rows = await store.read(
    sql`
      SELECT seq, happened_s, kind, from_unit, to_unit, from_tier, to_tier, reason, due_s FROM event WHERE ticket = ${key}
      ${page ? sql`ORDER BY seq LIMIT ${page.limit} OFFSET ${page.skip}` : sql``}`,
    { signal, kept: true },
  )
  const lines = rows.map((row): LogEntry => {
    const due = numberOrNull(row.due_s)
    return {
      seq: number(row.seq),
      at: instantOf(number(row.happened_s)),
      kind: EventKind.parse(row.kind),
      from_unit: centre.units.idOf(numberOrNull(row.from_unit)),
      to_unit: centre.units.idOf(numberOrNull(row.to_unit)),
      from_tier: centre.tiers.idOf(numberOrNull(row.from_tier)),
      to_tier: centre.tiers.idOf(numberOrNull(row.to_tier)),
      reason: caller.freeText ? textOrNull(row.reason) : null,
      due_at: due === null ? null : instantOf(due),
      derived: false,
    }
  })
  return lines.sort((a, b) => a.seq - b.seq)
}

/** The lines that a ticket without a log tells of itself. */
export function linesToldBy(row: Row): LogEntry[] {
  const rest = { from_unit: null, to_unit: null, from_tier: null, to_tier: null, reason: null, due_at: null }
  return toldBy(row).map(({ kind, at }, seq) => ({ seq, at, kind, ...rest, derived: true }))
}

/** A page of the log of a ticket; a 404 problem where there is none that the caller may see. */
export async function ticketLog(asking: Asking, id: string, page: LogPage): Promise<TicketLog> {
  return foundUnder(asking, id, (key) => logUnder(asking, key, page))
}

async function logUnder(asking: Asking, key: number, page: LogPage): Promise<TicketLog | undefined> {
  const { store, signal } = asking
  const [[counted], log, [row]] = await Promise.all([
    store.read(sql`SELECT count(*) AS lines FROM event WHERE ticket = ${key}`, { signal }),
    linesOf(asking, key, page),
    store.read(
      sql`SELECT t.id, t.logged, ${clockColumns()} FROM ticket t WHERE t.key = ${key} AND ${predicateOf(asking, {})}`,
      { signal },
    ),
  ])
  if (!row) return undefined
  const id = text(row.id)
  const skipped = page.skip
  if (truth(row.logged)) return { id, total: number(counted?.lines), skipped, log }
  const told = linesToldBy(row)
  return { id, total: told.length, skipped, log: told.slice(skipped, skipped + page.limit) }
}
