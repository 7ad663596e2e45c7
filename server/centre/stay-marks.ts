import { type Sql, sql } from '../store/index.ts'

/**
 * What a stay's `again` marks, bit by bit: what an earlier stay of its ticket has in common with it, by unit and by tier, and
 * of hand-offs that giver and receiver are those of an earlier one; that its ticket was no work to do; that another stay of
 * its ticket follows.
 */
const stayMarks = { unit: 1, tier: 2, unitLink: 4, tierLink: 8, noWork: 16, followed: 32 } as const
export type StayMark = keyof typeof stayMarks

/** The value that marks a stay where a condition holds, to be added to others of its `again`. */
export function markOf(mark: StayMark, condition: Sql): Sql {
  return sql`CASE WHEN ${condition} THEN ${stayMarks[mark]} ELSE 0 END`
}

/** Whether a stay `s` is marked. The column's own type: beside a wider number the engine widens the column row by row. */
export function isMarked(mark: StayMark): Sql {
  return sql`(s.again & CAST(${stayMarks[mark]} AS UTINYINT)) <> 0`
}

/** Whether it is not. */
export function isUnmarked(mark: StayMark): Sql {
  return sql`(s.again & CAST(${stayMarks[mark]} AS UTINYINT)) = 0`
}
