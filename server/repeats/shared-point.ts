import { number } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { sql } from '../store/index.ts'

/** What one exact point holds in all the data that a caller may see. */
export interface SharedPoint {
  tickets: number
  categories: number
}

/**
 * What the points hold that tickets of these keys lie on, by `pointName`: those alone that many share among the tickets of
 * the caller's scope.
 */
export async function sharedPointsAmong(
  asking: Asking,
  keys: readonly number[],
): Promise<ReadonlyMap<string, SharedPoint>> {
  const { store, centre, signal } = asking
  const { tickets, categories } = centre.pack.repeats.sharedPoint
  const rows = await store.read(
    sql`SELECT t.lon, t.lat, count(*) AS tickets, count(DISTINCT t.category) AS categories
      FROM ticket t SEMI JOIN (
        SELECT p.lon, p.lat FROM ticket p
        WHERE p.shared_point AND p.key IN (SELECT unnest(CAST(${keys} AS BIGINT[])))
      ) s ON t.lon = s.lon AND t.lat = s.lat
      WHERE t.shared_point AND ${predicateOf(asking, {})}
      GROUP BY ALL HAVING count(*) >= ${tickets} AND count(DISTINCT t.category) >= ${categories}`,
    { signal },
  )
  return new Map(
    rows.map((row) => [
      pointName(number(row.lon), number(row.lat)),
      { tickets: number(row.tickets), categories: number(row.categories) },
    ]),
  )
}

/** A point as `sharedPointsAmong` names it. */
export function pointName(lon: number, lat: number): string {
  return `${lon} ${lat}`
}
