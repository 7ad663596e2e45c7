import { EventKind, type LogEntry, type TicketLog } from '@grid/data/contract'
import { number, numberOrNull, text, textOrNull, truth } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { notFound } from '../problems.ts'
import { type Sql, sql } from '../store/index.ts'
import { idSpansOf } from './id-spans.ts'

/** Lines of a log: after `skip` of them, at most `limit`. */
export interface LogPage {
  skip: number
  limit: number
}

/** Where a ticket is found, and where its log is. */
export interface TicketPlace {
  key: number
  /** it has a log of its own; the lines of others are made of their clocks */
  logged: boolean
}

/**
 * Where the ticket with an id is; a 404 problem where there is none that the caller may see. To find a text takes longer
 * than all that is read by the key: it is looked for where such ids lie, and everywhere only if it is not there.
 */
export async function placeOf(
  asking: Asking,
  id: string,
  spans = idSpansOf(asking.store),
): Promise<TicketPlace> {
  const keys = spans.keysOf(id)
  // as an expression the id is held against tickets of these keys alone: the engine would unpack the ids of all around them
  const there = keys && sql`t.id || '' = ${id} AND t.key >= ${keys.from} AND t.key < ${keys.to}`
  const place = (there && (await placeWhere(asking, there))) ?? (await placeWhere(asking, sql`t.id = ${id}`))
  if (!place) throw missing(id)
  spans.met(id, place.key)
  return place
}

async function placeWhere(asking: Asking, where: Sql): Promise<TicketPlace | undefined> {
  const { store, signal } = asking
  const [row] = await store.read(
    sql`SELECT t.key, t.logged FROM ticket t WHERE ${where} AND ${predicateOf(asking, {})}`,
    { signal, kept: true },
  )
  return row && { key: number(row.key), logged: truth(row.logged) }
}

/** The problem that there is no such ticket, or none that the caller may see. */
export function missing(id: string) {
  return notFound(`There is no ticket "${id}".`)
}

const linesOf = ({ key, logged }: TicketPlace) =>
  logged
    ? sql`(SELECT *, FALSE AS derived FROM event WHERE ticket = ${key})`
    : sql`(SELECT * FROM line WHERE ticket = ${key})`

/** The log of a ticket in the order of its lines; reasons are free text and hidden like it. */
export async function logOf(
  { store, centre, caller, signal }: Asking,
  ticket: TicketPlace,
  page?: LogPage,
): Promise<LogEntry[]> {
  const rows = await store.read(
    sql`
      SELECT seq, happened_at, kind, from_unit, to_unit, from_tier, to_tier, reason, due_at, derived
      FROM ${linesOf(ticket)} ORDER BY seq
      ${page ? sql`LIMIT ${page.limit} OFFSET ${page.skip}` : sql``}`,
    { signal, kept: true },
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
  const place = await placeOf(asking, id)
  const [[counted], log] = await Promise.all([
    store.read(sql`SELECT count(*) AS lines FROM ${linesOf(place)}`, { signal }),
    logOf(asking, place, page),
  ])
  return { id, total: number(counted?.lines), skipped: page.skip, log }
}
