import type { TicketRow } from '@grid/data/contract'
import { byClock, clockWithin, text, textOrNull } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { all, instant, oneOf, type Sql, sql } from '../store/index.ts'
import { rowColumns, rowOf } from './row.ts'

/** A ticket with what another system is told of it beside its row; texts are null for callers who may not read them. */
export interface ExchangedTicket extends TicketRow {
  description: string | null
  address: string | null
  /** the latest thing that happened to it */
  updated_at: string
}

/** Which tickets another system asks for; everything named holds. Instants are milliseconds since 1970, both included. */
export interface ExchangeWish {
  ids?: readonly string[]
  /** beginning of their ids */
  idsFrom?: string
  /** ids of categories, these alone and not what is below them */
  categories?: readonly string[]
  kind?: 'open' | 'closed'
  reported?: { from: number; until: number }
  updatedAfter?: number
  updatedBefore?: number
  limit: number
  skip: number
}

const updated = sql`greatest(t.reported_at, t.filed_at, t.dispatched_at, t.signed_at, t.first_contact_at, t.handled_at,
  t.verified_at, t.closed_at, t.moved_at)`

/** Tickets for another system, the newest report first. */
export async function exchangedTickets(asking: Asking, wish: ExchangeWish): Promise<ExchangedTicket[]> {
  const { store, caller, present, signal } = asking
  const rows = await store.read(
    sql`SELECT ${rowColumns(asking)}, t.description, t.address, ${updated} AS updated_at
      FROM ticket t WHERE ${predicateOf(asking, {})} AND ${wished(asking, wish)}
      ORDER BY ${byClock('reported', 'DESC')}, t.id DESC LIMIT ${wish.limit} OFFSET ${wish.skip}`,
    { signal },
  )
  return rows.map((row) => ({
    ...rowOf(asking, row, present),
    description: caller.freeText ? textOrNull(row.description) : null,
    address: caller.freeText ? textOrNull(row.address) : null,
    updated_at: text(row.updated_at),
  }))
}

function wished({ centre }: Asking, wish: ExchangeWish): Sql {
  const { ids, idsFrom, categories, kind, reported, updatedAfter, updatedBefore } = wish
  const keys = categories?.flatMap((id) => centre.categories.withId(id)?.key ?? [])
  return all([
    ...(ids ? [oneOf(sql`t.id`, ids)] : []),
    ...(idsFrom === undefined ? [] : [sql`starts_with(t.id, ${idsFrom})`]),
    ...(keys ? [oneOf(sql`t.category`, keys)] : []),
    ...(kind ? [kind === 'closed' ? sql`t.status_kind = 'closed'` : sql`t.status_kind <> 'closed'`] : []),
    ...(reported
      ? [clockWithin('reported', '>=', reported.from), clockWithin('reported', '<=', reported.until)]
      : []),
    ...(updatedAfter === undefined ? [] : [sql`${updated} >= ${instant(updatedAfter)}`]),
    ...(updatedBefore === undefined ? [] : [sql`${updated} <= ${instant(updatedBefore)}`]),
  ])
}
