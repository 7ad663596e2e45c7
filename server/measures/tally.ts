import { addDays, number, textOrNull } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { join, type QueryOptions, type Row, type Sql, sql } from '../store/index.ts'
import { type Asked, partsOf } from './asked.ts'
import { factNames, factsIn, type Moment, momentRows } from './facts.ts'
import { placesIn } from './places.ts'
import { count, type Reckoning } from './reckoning.ts'
import { type Scan, scansOf } from './scans.ts'
import { Groups, type Tally } from './tallies.ts'
import { columnsIn, tableOf } from './ticket-sets.ts'

/** What to count: tickets `t` of `where`, at each moment, apart by `by` (an expression over `t`), for each measure. */
export interface TallyQuestion {
  where: Sql
  moments: readonly Moment[]
  by?: Sql
  /** count all groups of a moment together as well, ticket by ticket: medians of parts make no median of the whole */
  whole?: boolean
  /** count the reports of each period, whatever the measures count; and those of them in no area */
  reports?: 'all' | 'all and unlocated'
  reckonings: readonly Reckoning[]
}

/**
 * Counts everything asked for in one statement: the tickets that can count are told their facts, and the sums of every measure that
 * can be met by the same tickets are taken together. Groups without any such ticket are left out.
 */
export async function tally(
  asking: Asking,
  { where, moments, by, whole = false, reports, reckonings }: TallyQuestion,
  options: QueryOptions,
): Promise<Tally[]> {
  const { store, centre } = asking
  const reported = [sql`f.reported`, sql`f.reported AND f.unlocated`].slice(
    0,
    reports === undefined ? 0 : reports === 'all' ? 1 : 2,
  )
  const asked: Asked[] = [
    ...reckonings.flatMap(({ measure, sums }) => sums.map((sum) => ({ sum, period: measure.entry.period }))),
    ...reported.map((condition) => ({ sum: count(condition), period: 'reported' as const })),
  ]
  const parts = partsOf(asked, centre)
  const scans = moments.length > 0 ? scansOf(parts, moments, centre) : []
  if (scans.length === 0) return []
  const places = await placesIn(
    asking,
    parts.map(({ taken }) => taken),
  )
  const statements = scans.map((scan, index) =>
    scanned(index, scan, { where, by, whole: whole && by !== undefined }, (taken) =>
      factsIn(taken, centre, { ...(scan.moment ? { moment: scan.moment } : {}), ...places }),
    ),
  )
  const joined = scans.some(({ tickets }) => 'joined' in tickets)
  const rows = await store.read(
    sql`${joined ? sql`WITH m AS (${momentRows(moments)})` : sql``} ${join(statements, ' UNION ALL ')}`,
    options,
  )
  const groups = new Groups(asked, whole)
  const momentsOf = momentsOfRows(moments)
  for (const row of rows) {
    const scan = scans[number(row.scan)]!
    groups.add(momentsOf(scan, row), row, scan)
  }
  return groups.tallies(reckonings, reported.length)
}

interface Grouping {
  where: Sql
  by: Sql | undefined
  whole: boolean
}

/** The rows of a scan: its number, what tells the moment, the group, whether it is all groups together, and the sums. */
function scanned(
  index: number,
  { tickets, parts, at }: Scan,
  { where, by, whole }: Grouping,
  factsOf: (taken: readonly Sql[]) => Sql,
): Sql {
  const taken = parts.map((part) => part.taken)
  const on = 'on' in at ? at : undefined
  const columns: { name: Sql; of: Sql | undefined; none: Sql }[] = [
    { name: sql`moment`, of: 'joined' in tickets ? sql`m.moment` : undefined, none: sql`0` },
    { name: sql`dated`, of: on?.on, none: sql`CAST(NULL AS DATE)` },
    { name: sql`since`, of: on?.since, none: sql`CAST(NULL AS DATE)` },
    { name: sql`grouped`, of: by, none: sql`NULL` },
  ]
  // where there is nothing to tell apart nothing is: to do so costs as much as three counts
  const apart = columns.flatMap(({ name, of }) => (of ? [{ name, of }] : []))
  const told = apart.map(({ name }) => sql`f.${name}`)
  const countsWhole = whole && parts.some(({ addsUp }) => !addsUp)
  const sets = countsWhole
    ? sql`GROUPING SETS ((${listed(told)}), (${listed(told.slice(0, -1))}))`
    : sql`(${listed(told)})`
  const facts = factNames(taken).length > 0 ? [factsOf(taken)] : []
  const f = [...apart.map(({ name, of }) => sql`${of} AS ${name}`), ...facts]
  const row = f.length > 0 ? join(f) : sql`NULL AS nothing`
  return sql`
    SELECT ${index} AS scan, ${join(columns.map(({ name, of, none }) => sql`${of ? sql`f.${name}` : none} AS ${name}`))},
      ${countsWhole ? sql`GROUPING(f.grouped) > 0` : sql`FALSE`} AS whole, CAST([${join(taken)}] AS DOUBLE[]) AS sums
    FROM (SELECT ${row} FROM ${
      'joined' in tickets ? sql`${tickets.joined} WHERE ${where}` : tableOf(tickets.of, columnsIn(row), where)
    }) f
    GROUP BY ${sets} HAVING count(*) > 0`
}

/** Expressions with commas between, or nothing. */
function listed(expressions: readonly Sql[]): Sql {
  return expressions.length > 0 ? join(expressions) : sql``
}

/** At which moments the tickets of a row count. */
function momentsOfRows(moments: readonly Moment[]): (scan: Scan, row: Row) => readonly number[] {
  let byDay: Map<string, number[]> | undefined
  return ({ tickets, at }, row) => {
    if ('joined' in tickets) return [number(row.moment)]
    if ('moments' in at) return at.moments
    byDay ??= momentsByDay(moments)
    const own = byDay.get(textOrNull(row.dated) ?? '') ?? []
    const since = textOrNull(row.since)
    return since === null ? own : own.filter((moment) => since < (moments[moment]?.period?.to ?? ''))
  }
}

function momentsByDay(moments: readonly Moment[]): Map<string, number[]> {
  const byDay = new Map<string, number[]>()
  for (const [moment, { period }] of moments.entries()) {
    if (!period) continue
    for (let day = period.from; day < period.to; day = addDays(day, 1))
      byDay.set(day, [...(byDay.get(day) ?? []), moment])
  }
  return byDay
}
