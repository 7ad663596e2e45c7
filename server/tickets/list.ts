import type { Filter, TicketPage } from '@grid/data/contract'
import { byClock, clockIs, clockWithin } from '../centre/index.ts'
import { type Asking, asOfOf, basisOf, countTickets, reportedIn, totalReported } from '../filter/index.ts'
import { badParameters } from '../problems.ts'
import { type Sql, sql } from '../store/index.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { rowColumns, rowOf } from './row.ts'

export interface Page {
  limit: number
  after?: string | undefined
}

/**
 * Tickets reported in the filter's period, the newest first and those of one instant by id from the last: pages follow
 * each other by the place of the last ticket, so that new tickets move nothing. `total` is of all pages.
 */
export async function listTickets(asking: Asking, filter: Filter, page: Page): Promise<TicketPage> {
  return paged(asking, filter, reportedIn(asking, filter), page, () => totalReported(asking, filter))
}

/** The same of the tickets that another room chose for a filter by a condition over ticket `t`. */
export async function pageOf(asking: Asking, filter: Filter, where: Sql, page: Page): Promise<TicketPage> {
  return paged(asking, filter, where, page, () => countTickets(asking, where))
}

async function paged(
  asking: Asking,
  filter: Filter,
  where: Sql,
  page: Page,
  counted: () => Promise<number>,
): Promise<TicketPage> {
  const { store, signal } = asking
  const [rows, total] = await Promise.all([
    store.read(
      sql`
        SELECT ${rowColumns(asking)}
        FROM ticket t
        WHERE ${where} AND ${afterPlace(page.after)}
        ORDER BY ${byClock('reported', 'DESC')}, t.id DESC
        LIMIT ${page.limit + 1}`,
      { signal, kept: true },
    ),
    counted(),
  ])
  const at = asOfOf(asking, filter)
  const tickets = rows.slice(0, page.limit).map((row) => rowOf(asking, row, at))
  const last = tickets.at(-1)
  return {
    ...basisOf(asking, filter),
    total,
    tickets,
    next:
      rows.length > page.limit && last ? writeCursor({ reportedAt: last.reported_at, id: last.id }) : null,
  }
}

function afterPlace(cursor: string | undefined) {
  if (cursor === undefined) return sql`TRUE`
  const place = readCursor(cursor)
  if (!place) throw badParameters([{ parameter: 'after', detail: 'is not the "next" of a page before' }])
  const at = Date.parse(place.reportedAt)
  return sql`${clockWithin('reported', '<=', at)} AND (${clockIs('reported', '<', at)} OR t.id < ${place.id})`
}
