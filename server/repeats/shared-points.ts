import type { RepeatSettings } from '@grid/data/contract'
import { sql, type Transaction } from '../store/index.ts'

/**
 * Marks the tickets of points that so many tickets of so many categories share exactly, and adds those whose mark has
 * changed to `repeat_changed`, which holds where and when tickets are or were that are new or changed; answers how many.
 */
export async function judgeSharedPoints(
  transaction: Transaction,
  { tickets, categories }: RepeatSettings['sharedPoint'],
): Promise<number> {
  // one look at all points: the tickets on those that changed, and what these hold
  const flipped = await transaction.change(sql`CREATE OR REPLACE TEMP TABLE repeat_flipped AS
    WITH here AS MATERIALIZED (
      SELECT t.key, t.lon, t.lat, t.category, t.day, t.reported_at, t.shared_point FROM ticket t
      WHERE (t.lon, t.lat) IN (SELECT (lon, lat) FROM repeat_changed WHERE lon IS NOT NULL)
    ), point AS (
      SELECT lon, lat, count(*) >= ${tickets} AND count(DISTINCT category) >= ${categories} AS shared
      FROM here GROUP BY lon, lat
    )
    SELECT h.key, h.category, h.lon, h.lat, h.day, h.reported_at, p.shared FROM here h JOIN point p ON p.lon = h.lon AND p.lat = h.lat
    WHERE h.shared_point IS DISTINCT FROM p.shared
    UNION ALL
    SELECT t.key, t.category, t.lon, t.lat, t.day, t.reported_at, FALSE FROM ticket t
    WHERE t.key IN (SELECT key FROM repeat_changed) AND t.lon IS NULL AND t.shared_point IS DISTINCT FROM FALSE`)
  if (flipped === 0) return 0
  await transaction.run(
    sql`INSERT INTO repeat_changed SELECT key, category, lon, lat, day, reported_at FROM repeat_flipped`,
  )
  await transaction.run(
    sql`UPDATE ticket SET shared_point = f.shared FROM repeat_flipped f WHERE ticket.key = f.key`,
  )
  return flipped
}
