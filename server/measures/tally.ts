import type { Figure } from '@grid/data/contract'
import { type CentreRecord, number } from '../centre/index.ts'
import { type Cell, join, type QueryOptions, type Sql, type Store, sql } from '../store/index.ts'
import { facts, type Moment, momentRows, ticketsAtMoments } from './facts.ts'
import { figure } from './figure.ts'
import type { MeasureDefinition } from './measure.ts'

/** What to count: tickets `t` of `where`, at each moment, apart by `by` (an expression over `t`), for each measure. */
export interface TallyQuestion {
  where: Sql
  moments: readonly Moment[]
  by?: Sql
  measures: readonly MeasureDefinition[]
}

/** The figures of one moment and one group, in the order of the measures asked for. */
export interface Tally {
  moment: number
  key: Cell
  figures: Figure[]
  /** tickets reported in the moment's period, and those of them in no area; whole where a measure of reports is asked */
  reported: number
  unlocated: number
}

/**
 * Counts everything asked for in one scan of the tickets: each is joined to the moments at which it can count, told its
 * facts there, and every measure's two counts are taken together. Groups without any such ticket are left out.
 */
export async function tally(
  { store, centre }: { store: Store; centre: CentreRecord },
  { where, moments, by, measures }: TallyQuestion,
  options: QueryOptions,
): Promise<Tally[]> {
  if (moments.length === 0) return []
  const counts = measures.flatMap((measure) => [measure.numerator, measure.denominator ?? sql`FALSE`])
  const kinds = new Set(measures.map((measure) => measure.entry.period))
  const rows = await store.read(
    sql`
      WITH m AS (${momentRows(moments)}),
      f AS (
        SELECT m.moment, ${by ?? sql`NULL`} AS grouped, ${facts(centre)}
        FROM ${ticketsAtMoments(kinds, moments)}
        WHERE ${where}
      )
      SELECT f.moment, f.grouped,
        [${join(counts.map((condition) => sql`count(*) FILTER (WHERE ${condition})`))}] AS counts,
        count(*) FILTER (WHERE f.reported) AS reported,
        count(*) FILTER (WHERE f.reported AND f.unlocated) AS unlocated
      FROM f
      GROUP BY f.moment, f.grouped
      ORDER BY f.moment`,
    options,
  )
  return rows.map((row) => {
    const parts = Array.isArray(row.counts) ? row.counts.map(number) : []
    return {
      moment: number(row.moment),
      key: row.grouped ?? null,
      figures: measures.map((measure, index) =>
        figure(parts[2 * index] ?? 0, measure.denominator === null ? null : (parts[2 * index + 1] ?? 0)),
      ),
      reported: number(row.reported),
      unlocated: number(row.unlocated),
    }
  })
}
