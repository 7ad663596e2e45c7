import type { Filter, TicketPage } from '@grid/data/contract'
import { byClock, clockIs, clockWithin } from '../centre/index.ts'
import { type Asking, asOfOf, basisOf, countTickets, reportedIn, totalReported } from '../filter/index.ts'
import { badParameters } from '../problems.ts'
import { type Row, type Sql, sql } from '../store/index.ts'
import { type Place, readCursor, writeCursor } from './cursor.ts'
import { likelySince } from './lately.ts'
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
  const before = page.after === undefined ? undefined : Date.parse(placeOf(page.after).reportedAt)
  const since = likelySince(asking, filter, page.limit + 1, before)
  const rows = newest(asking, reportedIn(asking, filter), page, since)
  return paged(asking, filter, page, rows, totalReported(asking, filter))
}

/** The same of the tickets that another room chose for a filter by a condition over ticket `t`. */
export async function pageOf(asking: Asking, filter: Filter, where: Sql, page: Page): Promise<TicketPage> {
  return paged(asking, filter, page, newest(asking, where, page), countTickets(asking, where))
}

async function paged(
  asking: Asking,
  filter: Filter,
  page: Page,
  ...answers: [rows: Promise<Row[]>, total: Promise<number>]
): Promise<TicketPage> {
  const [rows, total] = await Promise.all(answers)
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

/** The newest tickets of a condition after the page before, one more than a page has; looked for since an instant first. */
async function newest(asking: Asking, where: Sql, page: Page, since?: number): Promise<Row[]> {
  const { store, signal } = asking
  const lately = since === undefined ? sql`TRUE` : clockWithin('reported', '>=', since)
  const rows = await store.read(
    sql`
      SELECT ${rowColumns(asking)}
      FROM ticket t
      WHERE ${where} AND ${afterPlace(page.after)} AND ${lately}
      ORDER BY ${byClock('reported', 'DESC')}, t.id DESC
      LIMIT ${page.limit + 1}`,
    { signal, kept: true },
  )
  return since === undefined || rows.length > page.limit ? rows : newest(asking, where, page)
}

function afterPlace(cursor: string | undefined) {
  if (cursor === undefined) return sql`TRUE`
  const place = placeOf(cursor)
  const at = Date.parse(place.reportedAt)
  return sql`${clockWithin('reported', '<=', at)} AND (${clockIs('reported', '<', at)} OR t.id < ${place.id})`
}

function placeOf(cursor: string): Place {
  const place = readCursor(cursor)
  if (!place) throw badParameters([{ parameter: 'after', detail: 'is not the "next" of a page before' }])
  return place
}
