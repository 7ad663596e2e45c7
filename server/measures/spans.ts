import {
  type CentreRecord,
  type Clock,
  type Comparison,
  clockIs,
  number,
  startOfDay,
} from '../centre/index.ts'
import {
  type Cell,
  day as dayOf,
  join,
  name,
  type QueryOptions,
  type Sql,
  type Store,
  sql,
} from '../store/index.ts'
import type { Bin } from './bins.ts'
import { closed, factsIn, isTimeless, type Moment, speaksOfPlaces } from './facts.ts'
import type { Reckoning } from './reckoning.ts'
import type { Tally } from './tallies.ts'

/** What is counted: tickets `t` of `where`, by the expression `by`, at the end of each bin. */
export interface SpanQuestion {
  where: Sql
  bins: readonly Bin[]
  moments: readonly Moment[]
  by?: Sql
  reckoning: Reckoning
}

/**
 * Counts of state at the ends of bins, by when each ticket's state begins and ends: a ticket costs the same however long it
 * lasts. Null where a measure is no count of open tickets of which other facts hold as well, each from an instant on or at any time: then
 * `tally` must look at every ticket at every moment.
 */
export async function spanTally(
  { store, centre }: { store: Store; centre: CentreRecord },
  { where, bins, moments, by, reckoning }: SpanQuestion,
  options: QueryOptions,
): Promise<Pick<Tally, 'moment' | 'key' | 'figures'>[] | null> {
  const { measure, sums } = reckoning
  const last = moments.at(-1)
  if (measure.entry.period !== 'state' || measure.kind !== 'count' || sums.length === 0 || !last) return null
  const parts = measure.numerator.sql
    .split(' AND ')
    .map((part) => /^(NOT )?f\.([a-z_]+)( [<>=]+ \d+)?$/.exec(part))
  const beginnings = beginningsOf(centre, bins, last)
  const told: { fact: string; holds: boolean; from: Sql }[] = []
  const free = new Set<string>()
  for (const part of parts) {
    const [, not, fact = '', compared] = part ?? []
    const from = beginnings[fact]
    if (from && compared === undefined) told.push({ fact, holds: not === undefined, from })
    else if (isTimeless(fact, centre) && !speaksOfPlaces([measure.numerator])) free.add(fact)
    else return null
  }
  if (!told.some(({ fact, holds }) => fact === 'open' && holds)) return null
  // what is or was open was work to do
  free.delete('valid')
  const begun = told.flatMap(({ holds, from }) => (holds ? from : []))
  const over = told.flatMap(({ holds, from }) => (holds ? [] : from))
  // in its time each of these facts is what the measure wants it to be
  const given = join(
    [...told, { fact: 'valid', holds: true }].map(
      ({ fact, holds }) => sql`${holds ? sql`TRUE` : sql`FALSE`} AS ${name(fact)}`,
    ),
  )
  const facts = () =>
    factsIn(
      [...free].map((fact) => name(`f.${fact}`)),
      centre,
    )
  const statements = fatesOf(centre, bins, last).map(({ among, until }) => {
    const ended = [...until, ...over]
    const ends = ended.length > 0
    const row = [
      sql`${by ?? sql`NULL`} AS grouped`,
      sql`${greatest(begun)} AS begun`,
      // a state that ends before it begins never is
      ...(ends ? [sql`${greatest([...begun, least(ended)])} AS ended`] : []),
      ...(free.size > 0 ? [given, facts()] : []),
    ]
    return sql`
      SELECT begun, ${ends ? sql`ended` : sql`NULL AS ended`}, grouped, count(*) AS tickets
      FROM (SELECT ${join(row)} FROM ticket t WHERE ${among} AND ${where}) f
      WHERE ${free.size > 0 ? measure.numerator : sql`TRUE`}
      GROUP BY GROUPING SETS ((begun, grouped)${ends ? sql`, (ended, grouped)` : sql``})`
  })
  const rows = await store.read(join(statements, ' UNION ALL '), options)
  const changes = new Map<Cell, Float64Array>()
  for (const { begun, ended, grouped, tickets } of rows) {
    const key = grouped ?? null
    const own = changes.get(key) ?? new Float64Array(moments.length + 1)
    changes.set(key, own)
    if (typeof begun === 'number') own[begun] = (own[begun] ?? 0) + number(tickets)
    else own[number(ended)] = (own[number(ended)] ?? 0) - number(tickets)
  }
  return [...changes].flatMap(([key, own]) => {
    let open = 0
    return moments.map((_, moment) => {
      open += own[moment] ?? 0
      const tickets = open
      return {
        moment,
        key,
        figures: (households: number | null) => [reckoning.figure([tickets], households)],
      }
    })
  })
}

/** The numbers of the moments from which on facts are true; those of deadlines are held against the moment's `at`. */
function beginningsOf(
  { pack }: CentreRecord,
  bins: readonly Bin[],
  last: Moment,
): Readonly<Record<string, Sql>> {
  const binAt = binOfInstant(bins, pack.timeZone)
  return {
    open: binAt(asClock('reported'), last.until, sql`t.day`),
    past_due: binAt(asClock('due'), last.at),
    due_soon: binAt(asClock('due_soon', 1), last.at),
    returned: binAt(asClock('returned'), last.until),
    problem: binAt(asClock('problem'), last.until),
  }
}

/** Tickets that are or were open: a condition over `t`, and the number of the moment from which on they are it no more. */
function fatesOf({ pack }: CentreRecord, bins: readonly Bin[], last: Moment): { among: Sql; until: Sql[] }[] {
  const binAt = binOfInstant(bins, pack.timeZone)
  return [
    { among: sql`t.status_kind = CAST('open' AS status_kind)`, until: [] },
    {
      among: sql`t.status = ${closed} AND t.closed_s IS NOT NULL`,
      // none of these has no such time, and to ask takes as long as all the rest
      until: [binAt({ ...asClock('closed'), none: sql`FALSE` }, last.until, sql`t.closed_day`)],
    },
  ]
}

function greatest(numbers: readonly Sql[]): Sql {
  return numbers.length === 1 ? numbers[0]! : sql`greatest(${join(numbers)})`
}

function least(numbers: readonly Sql[]): Sql {
  return numbers.length === 1 ? numbers[0]! : sql`least(${join(numbers)})`
}

const dayMs = 86_400_000

/** Something with a time: how it stands to an instant in ms, its milliseconds since 1970, whether it has none. */
interface Timed {
  is(comparison: Comparison, at: number): Sql
  ms: Sql
  none: Sql
}

/** A clock of ticket `t`, so many microseconds earlier. */
function asClock(clock: Clock, earlier = 0): Timed {
  // what is rare is kept in 32 bits, which its milliseconds do not fit into
  const [kept, beyond] = [sql`CAST(${name(`t.${clock}_s`)} AS BIGINT)`, name(`t.${clock}_us`)]
  return {
    is: (comparison, at) => clockIs(clock, comparison, at + earlier / 1000),
    ms:
      earlier === 0
        ? sql`(${kept} * 1000 + ${beyond} // 1000)`
        : sql`((${kept} * 1000000 + ${beyond} - ${earlier}) // 1000)`,
    none: sql`${kept} IS NULL`,
  }
}

/**
 * The number of the first bin that ends after an instant: 0 where it lies before all, as many as there are bins where it is
 * null or not before `end` (ms), the end of the last. Local days begin with the zone's offset of the time; where a clock
 * change makes one longer its last hour still belongs to it. `local` is the instant's local day where that is kept: to reckon it
 * takes most of the time.
 */
function binOfInstant(
  bins: readonly Bin[],
  timeZone: string,
): (time: Timed, end: number, local?: Sql) => Sql {
  const days: { start: number; number: number; bin: number }[] = []
  for (const [bin, { period }] of bins.entries())
    for (let day = Date.parse(period.from); day < Date.parse(period.to); day += dayMs)
      days.push({
        start: startOfDay(new Date(day).toISOString().slice(0, 10), timeZone),
        number: day / dayMs,
        bin,
      })
  const first = days[0]
  const runs: { from: number; offset: number; before: number }[] = []
  for (const { start, number } of days) {
    const offset = number * dayMs - start
    const run = runs.at(-1)
    if (run?.offset === offset) run.before = number + 1
    else runs.push({ from: start, offset, before: number + 1 })
  }
  const daily = days.every(({ bin }, index) => bin === index)
  const reckoned = (time: Timed) => {
    const dayNumbers = runs.map(
      ({ offset, before }) => sql`least((${time.ms} + ${offset}) // ${dayMs}, ${before - 1})`,
    )
    const cases = runs
      .slice(1)
      .map(({ from }, index) => sql`WHEN ${time.is('<', from)} THEN ${dayNumbers[index] ?? sql`0`}`)
    const lastNumber = dayNumbers.at(-1) ?? sql`0`
    const day = cases.length > 0 ? sql`CASE ${join(cases, ' ')} ELSE ${lastNumber} END` : lastNumber
    return sql`(${day} - ${first?.number ?? 0})`
  }
  const begin = bins[0]?.period.from
  return (time, end, local) => {
    const place = local && begin ? sql`(${local} - ${dayOf(begin)})` : reckoned(time)
    const bin = daily
      ? place
      : sql`list_extract(CAST(${days.map((one) => one.bin)} AS INTEGER[]), ${place} + 1)`
    return sql`CASE WHEN ${time.none} OR ${time.is('>=', end)} THEN ${bins.length}
      WHEN ${time.is('<', first?.start ?? 0)} THEN 0 ELSE ${bin} END`
  }
}
