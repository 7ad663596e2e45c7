import type { Filter, FlowProblems } from '@grid/data/contract'
import { byClock, clockIs, clockWithin, number, numberOrNull, text, wasWork } from '../centre/index.ts'
import { type Asking, asOfOf, basisOf, predicateOf } from '../filter/index.ts'
import { momentOf } from '../measures/index.ts'
import { sql } from '../store/index.ts'
import { rowColumns, rowOf } from '../tickets/index.ts'

/** From so many on. */
const reworks = 3

/**
 * Problem tickets open at the end of the period, or at the "as of" where that is earlier, whenever they were reported: as
 * many as the measure `problem_ticket` counts; the longest a problem first.
 */
export async function flowProblems(asking: Asking, filter: Filter, limit: number): Promise<FlowProblems> {
  const { store, centre, signal } = asking
  const basis = basisOf(asking, filter)
  const { until, at } = momentOf(basis.period, asOfOf(asking, filter), centre.pack.timeZone)
  const where = sql`${predicateOf(asking, filter)} AND ${wasWork} AND ${clockWithin('problem', '<', until)} AND ${clockWithin('reported', '<', until)}
    AND (t.status_kind = 'open' OR (t.status = 'closed' AND coalesce(${clockIs('closed', '>=', until)}, FALSE)))`
  const [rows, [counts]] = await Promise.all([
    store.read(
      sql`SELECT ${rowColumns(asking)}, t.problem_at, t.reworks, t.hand_offs FROM ticket t WHERE ${where}
        ORDER BY ${byClock('problem', 'ASC')}, t.id LIMIT ${limit}`,
      { signal },
    ),
    store.read(
      sql`SELECT count(*) AS total, count(*) FILTER (WHERE t.reworks >= ${reworks}) AS reworked FROM ticket t WHERE ${where}`,
      { signal },
    ),
  ])
  const [total, reworked] = [number(counts?.total), number(counts?.reworked)]
  return {
    ...basis,
    total,
    reworked,
    passedRound: total - reworked,
    tickets: rows.map((row) => ({
      ...rowOf(asking, row, at),
      problem_at: text(row.problem_at),
      reworks: number(row.reworks),
      hops: numberOrNull(row.hand_offs),
    })),
  }
}
