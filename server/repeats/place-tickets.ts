import { type Filter, type RepeatTicket, Status } from '@grid/data/contract'
import { type CentreRecord, clockIs, number, numberOrNull, text, textOrNull } from '../centre/index.ts'
import { type Asking, areaColumns, asOfOf } from '../filter/index.ts'
import { sql } from '../store/index.ts'

/** A ticket of a place with where it is. */
export interface PlacedTicket extends RepeatTicket {
  key: number
  lon: number
  lat: number
  /** code of the smallest area it lies in */
  area: string | null
}

/**
 * Tickets by key; the keys have passed the filter. What was closed after the "as of" had not been closed as far as
 * anybody knew then.
 */
export async function ticketsOf(
  asking: Asking,
  filter: Filter,
  keys: readonly number[],
): Promise<ReadonlyMap<number, PlacedTicket>> {
  const { store, centre, signal } = asking
  const closed = sql`t.status = 'closed' AND ${clockIs('closed', '<=', asOfOf(asking, filter))}`
  const rows = await store.read(
    sql`SELECT t.key, t.id, t.category, t.day, t.reported_at, t.status, t.lon, t.lat,
        CASE WHEN ${closed} THEN t.closed_at END AS closed_at,
        coalesce(${closed} AND t.solved IS DISTINCT FROM FALSE, FALSE) AS closed_as_solved,
        ${areaColumns(centre)}
      FROM ticket t WHERE t.key IN (SELECT unnest(CAST(${keys} AS BIGINT[])))`,
    { signal },
  )
  return new Map(
    rows.map((row) => [
      number(row.key),
      {
        key: number(row.key),
        id: text(row.id),
        category: centre.categories.idOf(numberOrNull(row.category)),
        day: text(row.day),
        reported_at: text(row.reported_at),
        status: Status.parse(row.status),
        closed_at: textOrNull(row.closed_at),
        closedAsSolved: row.closed_as_solved === true,
        lon: number(row.lon),
        lat: number(row.lat),
        area: smallest(
          centre,
          [row.area5, row.area4, row.area3, row.area2, row.area1, row.area0].map(numberOrNull),
        ),
      },
    ]),
  )
}

function smallest(centre: CentreRecord, areas: readonly (number | null)[]): string | null {
  return centre.areas.codeOf(areas.find((area) => area !== null) ?? null)
}
