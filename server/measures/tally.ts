import type { Figure, Measure } from '@grid/data/contract'
import { type CentreRecord, earlierDay, laterDay, number, numberOrNull, truth } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { type Cell, join, name, type QueryOptions, type Sql, sql } from '../store/index.ts'
import {
  areDaily,
  constantTerms,
  factNames,
  factsIn,
  isOnly,
  type Moment,
  type MomentTerms,
  momentRows,
  ticketsAt,
  ticketsAtMoments,
} from './facts.ts'
import { placesIn } from './places.ts'
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
  if (moments.length === 0 || (reckonings.length === 0 && !reports)) return []
  const { store, centre } = asking
  const asked = reckonings.flatMap((reckoning) => reckoning.sums)
  const reported = [
    sql`count(*) FILTER (WHERE f.reported)`,
    sql`count(*) FILTER (WHERE f.reported AND f.unlocated)`,
  ]
  const kinds = new Set<Measure['period']>(reckonings.map(({ measure }) => measure.entry.period))
  if (reports) kinds.add('reported')
  const places = await placesIn(asking, asked)
  // counts add up over groups, and an engine that counts once is twice as fast; medians do not
  const addsUp = reckonings.every(({ sums, additive }) => additive === sums.length)
  const countsWhole = whole && !addsUp
  const counting = (moment: Sql, tickets: Sql, terms?: MomentTerms) => {
    // moments in their own words are counted one by one: nothing to tell apart, which would cost as much as three counts
    const shared = terms ? [] : [sql`f.moment`]
    const apart = listed([...shared, ...(by ? [sql`f.grouped`] : [])])
    return sql`
    SELECT ${terms ? moment : sql`f.moment`} AS moment, ${by ? sql`f.grouped` : sql`NULL`} AS grouped,
      ${countsWhole && by ? sql`GROUPING(f.grouped) > 0` : sql`FALSE`} AS whole,
      CAST([${listed(asked)}] AS DOUBLE[]) AS sums, [${join(reported)}] AS reported
    FROM (
      SELECT ${terms ? sql`` : sql`${moment} AS moment,`} ${by ?? sql`NULL`} AS grouped,
        ${factsIn([...asked, ...reported], centre, { ...(terms ? { moment: terms } : {}), ...places })}
      FROM ${tickets} WHERE ${where}
    ) f
    GROUP BY ${countsWhole && by ? sql`GROUPING SETS ((${apart}), (${listed(shared)}))` : sql`(${apart})`}
    HAVING count(*) > 0`
  }
  const each = () =>
    moments.map((moment, index) => counting(sql`${index}`, ticketsAt(kinds, moment), constantTerms(moment)))
  const together = () =>
    sql`WITH m AS (${momentRows(moments)}) ${counting(sql`m.moment`, ticketsAtMoments(kinds, moments))}`
  const byDay = () =>
    dailyTally({ where, moments, reckonings, ...(by ? { by } : {}) }, { asked, reported, places }, centre)
  const statement =
    moments.length <= few
      ? join(each(), ' UNION ALL ')
      : ((addsUp && isOnly(kinds, 'reported') ? byDay() : null) ?? together())
  const rows = await store.read(statement, options)
  const counted = rows.map((row) => ({
    moment: number(row.moment),
    key: row.grouped ?? null,
    whole: truth(row.whole),
    cells: Array.isArray(row.sums) ? row.sums.map(numberOrNull) : [],
    counts: Array.isArray(row.reported) ? row.reported.map(number) : [],
  }))
  if (whole && addsUp) counted.push(...wholes(counted))
  return counted.map(({ cells, counts, ...group }) => {
    let next = 0
    const sums = reckonings.map((reckoning) => {
      const own = cells.slice(next, next + reckoning.sums.length)
      next += reckoning.sums.length
      return own
    })
    return {
      ...group,
      sums,
      figures: (households) =>
        reckonings.map((reckoning, index) => reckoning.figure(sums[index] ?? [], households)),
      reported: counts[0] ?? 0,
      unlocated: counts[1] ?? 0,
    }
  })
}

/** Expressions with commas between, or nothing. */
function listed(expressions: readonly Sql[]): Sql {
  return expressions.length > 0 ? join(expressions) : sql``
}

/**
 * Reports at many moments, where all that is counted of a ticket adds up and is the same at each: by day first, so that a
 * ticket costs a look at its day, then the days of each moment. Null where something of it is told by the moment.
 */
function dailyTally(
  { where, moments, by }: TallyQuestion,
  {
    asked,
    reported,
    places,
  }: { asked: readonly Sql[]; reported: readonly Sql[]; places: { repeatPlace?: Sql } },
  centre: CentreRecord,
): Sql | null {
  const counts = [...asked, ...reported]
  const all = areDaily(factNames(counts), centre) ? spanOf(moments) : null
  if (!all) return null
  const sums = counts.map((count, index) => sql`${count} AS ${name(`s${index}`)}`)
  const summed = counts.map((_, index) => sql`sum(${name(`d.s${index}`)})`)
  return sql`WITH m AS (${momentRows(moments)})
    SELECT m.moment, d.grouped, FALSE AS whole,
      CAST([${listed(summed.slice(0, asked.length))}] AS DOUBLE[]) AS sums, [${join(summed.slice(asked.length))}] AS reported
    FROM (
      SELECT f.day, f.grouped, ${join(sums)} FROM (
        SELECT t.day AS day, ${by ?? sql`NULL`} AS grouped, ${factsIn(counts, centre, { moment: constantTerms(all), ...places })}
        FROM ${ticketsAt(new Set(['reported']), all)} WHERE ${where}
      ) f GROUP BY f.day, f.grouped
    ) d JOIN (
      SELECT moment, unnest(generate_series(from_day, to_day - 1, INTERVAL 1 DAY))::DATE AS day FROM m
    ) m ON d.day = m.day
    GROUP BY m.moment, d.grouped`
}

/** From the first day of moments to their last; null where one of them is of all time. */
function spanOf(moments: readonly Moment[]): Moment | null {
  const periods = moments.flatMap(({ period }) => period ?? [])
  if (periods.length < moments.length) return null
  return {
    period: {
      from: periods.map(({ from }) => from).reduce(earlierDay),
      to: periods.map(({ to }) => to).reduce(laterDay),
    },
    fromAt: Math.min(...moments.map(({ fromAt }) => fromAt ?? Number.NEGATIVE_INFINITY)),
    until: Math.max(...moments.map(({ until }) => until)),
    at: Math.max(...moments.map(({ at }) => at)),
  }
}

interface Counted {
  moment: number
  key: Cell
  whole: boolean
  cells: (number | null)[]
  counts: number[]
}

/** Of each moment all its groups together, what they count added up. */
function wholes(groups: readonly Counted[]): Counted[] {
  const all = new Map<number, Counted>()
  for (const { moment, cells, counts } of groups) {
    const sum = all.get(moment)
    if (!sum) {
      all.set(moment, { moment, key: null, whole: true, cells: [...cells], counts: [...counts] })
      continue
    }
    for (const [index, cell] of cells.entries()) sum.cells[index] = (sum.cells[index] ?? 0) + (cell ?? 0)
    for (const [index, count] of counts.entries()) sum.counts[index] = (sum.counts[index] ?? 0) + count
  }
  return [...all.values()]
}
