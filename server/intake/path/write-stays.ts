import { type Sql, sql, type Transaction } from '../../store/index.ts'

/** Stays of the tickets of a page that are in the database. */
const known = sql`SELECT * FROM stay WHERE ticket IN (SELECT ticket FROM path_ticket)`

/** Tickets whose stays are not those in the database. */
const changed: Sql = sql`CREATE OR REPLACE TEMP TABLE path_changed AS
  SELECT ticket FROM ((SELECT * FROM path_stay EXCEPT ${known}) UNION ALL (${known} EXCEPT SELECT * FROM path_stay))
  GROUP BY ticket`

/**
 * Puts `path_stay` in the place of what is known of these tickets, which of fresh ones is nothing; what has not changed
 * stays untouched.
 */
export async function writeStays(transaction: Transaction, fresh: boolean): Promise<void> {
  const [first] = fresh ? [] : await transaction.run(sql`SELECT 1 FROM (${known}) LIMIT 1`)
  if (!first) {
    await transaction.run(sql`INSERT INTO stay SELECT * FROM path_stay ORDER BY ticket, nth`)
    return
  }
  await transaction.run(changed)
  await transaction.run(sql`DELETE FROM stay WHERE ticket IN (SELECT ticket FROM path_changed)`)
  await transaction.run(
    sql`INSERT INTO stay SELECT * FROM path_stay WHERE ticket IN (SELECT ticket FROM path_changed) ORDER BY ticket, nth`,
  )
  await transaction.run(sql`DROP TABLE path_changed`)
}
