import type { RepeatSettings } from '@grid/data/contract'
import { wasWork } from '../centre/index.ts'
import { type Sql, sql, type Transaction } from '../store/index.ts'
import { judgeCategories, stageMarks } from './categories.ts'

const temporary = ['repeat_point', 'repeat_foretold']

/** What {@link traceRepeats} would write into new tickets, to be written with their rows: a join and columns of `s`. */
export interface Foretold {
  join: Sql
  columns: readonly (readonly [column: string, value: Sql])[]
}

/**
 * Tells of tickets that are to be the only ones what they make of their places. `tickets` is a statement of rows (row, id,
 * category, lon, lat, day, reported_at, status); what is told is for a statement that calls them `s`. Leaves temporary
 * tables behind until {@link dropForetold}.
 */
export async function foretellRepeats(
  transaction: Transaction,
  rule: RepeatSettings,
  tickets: Sql,
): Promise<Foretold> {
  const { sharedPoint } = rule
  // few points hold many tickets: only these are asked for their categories
  const points = await transaction.change(sql`CREATE OR REPLACE TEMP TABLE repeat_point AS
    SELECT t.lon, t.lat FROM (${tickets}) t SEMI JOIN (
      SELECT lon, lat FROM (${tickets}) WHERE lon IS NOT NULL GROUP BY lon, lat HAVING count(*) >= ${sharedPoint.tickets}
    ) many ON many.lon = t.lon AND many.lat = t.lat
    GROUP BY t.lon, t.lat HAVING count(DISTINCT t.category) >= ${sharedPoint.categories}`)
  const shared = (of: 's' | 't') =>
    points === 0
      ? sql`FALSE`
      : sql`coalesce((${of === 's' ? sql`s.lon, s.lat` : sql`t.lon, t.lat`}) IN (SELECT (lon, lat) FROM repeat_point), FALSE)`
  const marks = judgeCategories(transaction, rule, {
    rows: sql`(${tickets}) t`,
    repeats: sql`t.lon IS NOT NULL AND t.lat IS NOT NULL AND ${wasWork} AND NOT ${shared('t')}`,
    key: sql`t.row`,
  })
  await stageMarks(transaction, 'repeat_foretold', marks)
  return {
    join: sql`LEFT JOIN repeat_foretold foretold ON foretold.key = s.row`,
    columns: [
      ['shared_point', shared('s')],
      ['repeat_nth', sql`foretold.nth`],
      ['repeat_place', sql`coalesce(foretold.place, FALSE)`],
    ],
  }
}

/** Drops what foretelling left behind. */
export async function dropForetold(transaction: Transaction): Promise<void> {
  await transaction.drop(temporary)
}
