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
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE repeat_point AS
    SELECT t.lon, t.lat, count(*) >= ${tickets} AND count(DISTINCT t.category) >= ${categories} AS shared
    FROM ticket t SEMI JOIN repeat_changed c ON t.lon = c.lon AND t.lat = c.lat
    GROUP BY t.lon, t.lat`)
  const flipped = sql`ticket t JOIN repeat_point p ON t.lon = p.lon AND t.lat = p.lat
    WHERE t.shared_point IS DISTINCT FROM p.shared`
  await transaction.run(
    sql`INSERT INTO repeat_changed SELECT t.category, t.lon, t.lat, t.day FROM ${flipped}`,
  )
  await transaction.run(sql`UPDATE ticket SET shared_point = p.shared FROM repeat_point p
    WHERE ticket.lon = p.lon AND ticket.lat = p.lat AND ticket.shared_point IS DISTINCT FROM p.shared`)
  await transaction.run(
    sql`UPDATE ticket SET shared_point = FALSE WHERE lon IS NULL AND shared_point IS DISTINCT FROM FALSE`,
  )
}
