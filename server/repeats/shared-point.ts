import { number } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { sql } from '../store/index.ts'

/** What one exact point holds in the whole data. */
export interface SharedPoint {
  tickets: number
  categories: number
}

/** What the points hold that tickets of these keys lie on, by "longitude latitude": those alone that many share. */
export async function sharedPointsAmong(
  { store, signal }: Asking,
  keys: readonly number[],
): Promise<ReadonlyMap<string, SharedPoint>> {
  const rows = await store.read(
    sql`SELECT p.lon, p.lat, count(*) AS tickets, count(DISTINCT p.category) AS categories
      FROM ticket p SEMI JOIN (
        SELECT t.lon, t.lat FROM ticket t
        WHERE t.shared_point AND t.key IN (SELECT unnest(CAST(${keys} AS BIGINT[])))
      ) s ON p.lon = s.lon AND p.lat = s.lat
      WHERE p.shared_point
      GROUP BY ALL`,
    { signal },
  )
  return new Map(
    rows.map((row) => [
      `${number(row.lon)} ${number(row.lat)}`,
      { tickets: number(row.tickets), categories: number(row.categories) },
    ]),
  )
}
