import type { Figure, Measure } from '@grid/data/contract'
import { number, numberOrNull, truth } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { repeatPlaceOf } from '../repeats/index.ts'
import { type Cell, join, type QueryOptions, type Sql, sql } from '../store/index.ts'
import {
  constantTerms,
  factsIn,
  type Moment,
  type MomentTerms,
  momentRows,
  speaksOfPlaces,
  ticketsAt,
  ticketsAtMoments,
} from './facts.ts'
import type { Reckoning } from './reckoning.ts'

/** What to count: tickets `t` of `where`, at each moment, apart by `by` (an expression over `t`), for each measure. */
export interface TallyQuestion {
  where: Sql
  moments: readonly Moment[]
  by?: Sql
  /** count all groups of a moment together as well, ticket by ticket: medians of parts make no median of the whole */
  whole?: boolean
  /** count the reports of each period, whatever the measures count */
  reports?: boolean
  reckonings: readonly Reckoning[]
}

/** The sums of one moment and one group, or of all its groups. */
export interface Tally {
  moment: number
  key: Cell
  whole: boolean
  /** figures in the order of the reckonings, among so many households */
  figures(households: number | null): Figure[]
  /** what the figures are made of, in the order of the reckonings */
  sums: readonly (readonly (number | null)[])[]
  /** tickets reported in the moment's period, and those of them in no area, where `reports` were asked for */
  reported: number
  unlocated: number
}

/** So many moments are looked at one by one; more are cheaper joined to all tickets at once. */
const few = 4

/**
 * Counts everything asked for at once: the tickets that can count at a moment are told their facts there, and every
 * measure's sums are taken together. Groups without any such ticket are left out.
 */
export async function tally(
  asking: Asking,
  { where, moments, by, whole = false, reports = false, reckonings }: TallyQuestion,
  options: QueryOptions,
): Promise<Tally[]> {
  if (moments.length === 0) return []
  const { store, centre } = asking
  const asked = reckonings.flatMap((reckoning) => reckoning.sums)
  const reported = [
    sql`count(*) FILTER (WHERE f.reported)`,
    sql`count(*) FILTER (WHERE f.reported AND f.unlocated)`,
  ]
  const kinds = new Set<Measure['period']>(reckonings.map(({ measure }) => measure.entry.period))
  if (reports) kinds.add('reported')
  const places = speaksOfPlaces(asked) ? { repeatPlace: await repeatPlaceOf(asking) } : {}
  const apart = by ? sql`f.moment, f.grouped` : sql`f.moment`
  const counted = (moment: Sql, tickets: Sql, terms?: { moment: MomentTerms }) => sql`
    SELECT f.moment, ${by ? sql`f.grouped` : sql`NULL`} AS grouped,
      ${whole ? sql`GROUPING(${apart}) > 0` : sql`FALSE`} AS whole,
      CAST([${asked.length > 0 ? join(asked) : sql``}] AS DOUBLE[]) AS sums, [${join(reported)}] AS reported
    FROM (
      SELECT ${moment} AS moment, ${by ?? sql`NULL`} AS grouped, ${factsIn([...asked, ...reported], centre, { ...terms, ...places })}
      FROM ${tickets} WHERE ${where}
    ) f
    GROUP BY ${whole ? sql`GROUPING SETS ((${apart}), (f.moment))` : apart}`
  const each = () =>
    moments.map((moment, index) =>
      counted(sql`${index}`, ticketsAt(kinds, moment), { moment: constantTerms(moment) }),
    )
  const together = () =>
    sql`WITH m AS (${momentRows(moments)}) ${counted(sql`m.moment`, ticketsAtMoments(kinds, moments))}`
  const rows = await store.read(moments.length <= few ? join(each(), ' UNION ALL ') : together(), options)
  return rows.map((row) => {
    const counts = Array.isArray(row.reported) ? row.reported.map(number) : []
    const cells = Array.isArray(row.sums) ? row.sums.map(numberOrNull) : []
    let next = 0
    const sums = reckonings.map((reckoning) => {
      const own = cells.slice(next, next + reckoning.sums.length)
      next += reckoning.sums.length
      return own
    })
    return {
      moment: number(row.moment),
      key: row.grouped ?? null,
      whole: truth(row.whole),
      sums,
      figures: (households) =>
        reckonings.map((reckoning, index) => reckoning.figure(sums[index] ?? [], households)),
      reported: counts[0] ?? 0,
      unlocated: counts[1] ?? 0,
    }
  })
}
