import type { RepeatSettings } from '@grid/data/contract'
import { sql, type Transaction } from '../store/index.ts'

/**
 * Marks the tickets of points that so many tickets of so many categories share exactly, and adds those whose mark has
 * changed to `repeat_changed`, which holds where and when tickets are or were that are new or changed.
 */
export async function judgeSharedPoints(
  transaction: Transaction,
  { tickets, categories }: RepeatSettings['sharedPoint'],
): Promise<void> {
  // one look at all points: the tickets on those that changed, and what these hold
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE repeat_flipped AS
    WITH here AS MATERIALIZED (
      SELECT t.key, t.lon, t.lat, t.category, t.day, t.shared_point FROM ticket t
      WHERE (t.lon, t.lat) IN (SELECT (lon, lat) FROM repeat_changed WHERE lon IS NOT NULL)
    ), point AS (
      SELECT lon, lat, count(*) >= ${tickets} AND count(DISTINCT category) >= ${categories} AS shared
      FROM here GROUP BY lon, lat
    )
    SELECT h.key, h.category, h.lon, h.lat, h.day, p.shared FROM here h JOIN point p ON p.lon = h.lon AND p.lat = h.lat
    WHERE h.shared_point IS DISTINCT FROM p.shared
    UNION ALL
    SELECT t.key, t.category, t.lon, t.lat, t.day, FALSE FROM ticket t
    WHERE t.key IN (SELECT key FROM repeat_changed) AND t.lon IS NULL AND t.shared_point IS DISTINCT FROM FALSE`)
  const [first] = await transaction.run(sql`SELECT 1 FROM repeat_flipped LIMIT 1`)
  if (!first) return
  await transaction.run(
    sql`INSERT INTO repeat_changed SELECT key, category, lon, lat, day FROM repeat_flipped`,
  )
  await transaction.run(
    sql`UPDATE ticket SET shared_point = f.shared FROM repeat_flipped f WHERE ticket.key = f.key`,
  )
}
