import type { RepeatSettings } from '@grid/data/contract'
import { wasWork } from '../centre/index.ts'
import { type Sql, sql, type Transaction } from '../store/index.ts'
import { judgeCategories, stageMarks } from './categories.ts'

const temporary = ['repeat_point', 'repeat_foretold']

/** What is told of a row, in columns of its table. */
export const foretoldColumns = ['shared_point', 'repeat_nth', 'repeat_place'] as const

/**
 * Tells of tickets that are to be the only ones what they make of their places: what {@link traceRepeats} would write into
 * them, put into their rows in the table `into`, to be written with them. `tickets` is a statement of these rows (row, id,
 * category, lon, lat, day, reported_at, status). To join the marks when the rows are written would cost the rows' order.
 */
export async function foretellRepeats(
  transaction: Transaction,
  rule: RepeatSettings,
  { tickets, into }: { tickets: Sql; into: Sql },
): Promise<void> {
  const { sharedPoint } = rule
  // few points hold many tickets: only these are asked for their categories
  const points = await transaction.change(sql`CREATE OR REPLACE TEMP TABLE repeat_point AS
    SELECT t.lon, t.lat FROM (${tickets}) t SEMI JOIN (
      SELECT lon, lat FROM (${tickets}) WHERE lon IS NOT NULL GROUP BY lon, lat HAVING count(*) >= ${sharedPoint.tickets}
    ) many ON many.lon = t.lon AND many.lat = t.lat
    GROUP BY t.lon, t.lat HAVING count(DISTINCT t.category) >= ${sharedPoint.categories}`)
  const shared =
    points === 0 ? sql`FALSE` : sql`coalesce((t.lon, t.lat) IN (SELECT (lon, lat) FROM repeat_point), FALSE)`
  const marks = judgeCategories(transaction, rule, {
    rows: sql`(${tickets}) t`,
    repeats: sql`t.lon IS NOT NULL AND t.lat IS NOT NULL AND ${wasWork} AND NOT ${shared}`,
    key: sql`t.row`,
  })
  await stageMarks(transaction, 'repeat_foretold', marks)
  for (const column of [sql`shared_point BOOLEAN`, sql`repeat_nth USMALLINT`, sql`repeat_place BOOLEAN`])
    await transaction.run(sql`ALTER TABLE ${into} ADD COLUMN ${column}`)
  await transaction.run(sql`UPDATE ${into} t SET repeat_nth = m.nth, repeat_place = m.place
    FROM repeat_foretold m WHERE m.key = t.row`)
  if (points > 0)
    await transaction.run(sql`UPDATE ${into} t SET shared_point = TRUE FROM repeat_point p
      WHERE p.lon = t.lon AND p.lat = t.lat`)
  await transaction.drop(temporary)
}
