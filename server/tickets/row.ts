import { Status, type TicketRow, Urgency } from '@grid/data/contract'
import { clockIs, number, numberOrNull, text, textOrNull } from '../centre/index.ts'
import { type Asking, areaColumns } from '../filter/index.ts'
import { type Row, type Sql, sql } from '../store/index.ts'
import { clockColumns, clockOf, microsecondsOf } from './instants.ts'

/** The columns of ticket `t` that a row of the list is made of; its areas are told by the asking's boundaries. */
export function rowColumns({ centre }: Asking): Sql {
  return sql`
    t.key, t.id, t.title, t.source, t.category, t.urgency, t.status, t.tier, t.unit,
    ${areaColumns(centre)}, t.lon, t.lat,
    ${clockColumns(['reported', 'due', 'closed'])}, t.returns, t.transfers, t.status_kind`
}

/** Whether ticket `t` is open past its deadline at an instant in milliseconds since 1970. */
export function overdueAt(at: number): Sql {
  return sql`(coalesce(${clockIs('due', '<', at)}, FALSE) AND (t.status_kind = 'open'
    OR (t.status = 'closed' AND coalesce(${clockIs('closed', '>', at)}, FALSE))))`
}

/**
 * The same of a row: to plan so many comparisons takes the engine as long as to find the ticket. `at` in milliseconds since 1970.
 */
export function isOverdue(row: Row, at: number): boolean {
  const due = microsecondsOf(row, 'due')
  if (due === null || due >= at * 1000) return false
  if (row.status_kind === 'open') return true
  const closed = microsecondsOf(row, 'closed')
  return row.status === 'closed' && closed !== null && closed > at * 1000
}

/** A row as the API answers it; `at` is the instant that overdue is judged at, in milliseconds since 1970. */
export function rowOf({ centre, caller }: Asking, row: Row, at: number): TicketRow {
  return {
    id: text(row.id),
    title: caller.freeText ? textOrNull(row.title) : null,
    source: centre.sources.idOf(numberOrNull(row.source)),
    category: centre.categories.idOf(numberOrNull(row.category)),
    urgency: Urgency.parse(row.urgency),
    status: Status.parse(row.status),
    tier: centre.tiers.idOf(numberOrNull(row.tier)),
    unit: centre.units.idOf(numberOrNull(row.unit)),
    area: areasOfRow(centre, row).at(-1) ?? null,
    lon: numberOrNull(row.lon),
    lat: numberOrNull(row.lat),
    reported_at: text(clockOf(row, 'reported')),
    due_at: clockOf(row, 'due'),
    closed_at: clockOf(row, 'closed'),
    returns: number(row.returns),
    transfers: number(row.transfers),
    overdue: isOverdue(row, at),
  }
}

/** Codes of the basic areas a ticket lies in, widest level first. */
export function areasOfRow(centre: Asking['centre'], row: Row): string[] {
  return [row.area0, row.area1, row.area2, row.area3, row.area4, row.area5].flatMap(
    (key) => centre.areas.codeOf(numberOrNull(key)) ?? [],
  )
}
