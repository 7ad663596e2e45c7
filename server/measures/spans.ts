import {
  type CentreRecord,
  type Clock,
  type Comparison,
  clockIs,
  earlierDay,
  number,
  startOfDay,
} from '../centre/index.ts'
import {
  all,
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
import { openChanges } from './open-days.ts'
import type { Reckoning } from './reckoning.ts'
import type { Tally } from './tallies.ts'
import { overBy, stretchOf } from './ticket-sets.ts'

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
  const told: (Beginning & { fact: string; holds: boolean })[] = []
  const free = new Set<string>()
  for (const part of parts) {
    const [, not, fact = '', compared] = part ?? []
    const beginning = beginnings[fact]
    if (beginning && compared === undefined) told.push({ fact, holds: not === undefined, ...beginning })
    else if (isTimeless(fact, centre) && !speaksOfPlaces([measure.numerator])) free.add(fact)
    else return null
  }
  if (!told.some(({ fact, holds }) => fact === 'open' && holds)) return null
  // what is or was open was work to do
  free.delete('valid')
  const changes = new Changes(moments.length)
  if (told.length === 1 && free.size === 0) {
    const binAt = binOfDay(bins)
    const asked = { where, by, last, wasOpen: wasOpen(centre, bins, last) }
    for (const { day, key, tickets } of await openChanges(store, asked, options))
      changes.add(binAt(day), key, tickets)
    return changes.tallies(reckoning)
  }
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
  const inTime = told.flatMap(({ holds, inTime }) => (holds && inTime ? [inTime] : []))
  const statements = fatesOf(centre, bins, last, inTime).map(({ among, until }) => {
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
  for (const { begun, ended, grouped, tickets } of rows) {
    const key = grouped ?? null
    if (typeof begun === 'number') changes.add(begun, key, number(tickets))
    else changes.add(number(ended), key, -number(tickets))
  }
  return changes.tallies(reckoning)
}

/** By how many tickets each group changes with each moment. */
class Changes {
  private readonly groups = new Map<Cell, Float64Array>()

  constructor(private readonly moments: number) {}

  add(moment: number, key: Cell, tickets: number): void {
    const own = this.groups.get(key) ?? new Float64Array(this.moments + 1)
    this.groups.set(key, own)
    own[moment] = (own[moment] ?? 0) + tickets
  }

  tallies(reckoning: Reckoning): Pick<Tally, 'moment' | 'key' | 'figures'>[] {
    return [...this.groups].flatMap(([key, own]) => {
      let open = 0
      return Array.from({ length: this.moments }, (_, moment) => {
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
}

/** The number of the first bin that ends after a local day: 0 where it lies before all, as many as there are bins after the last. */
function binOfDay(bins: readonly Bin[]): (day: string) => number {
  return (day) => {
    let [from, to] = [0, bins.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((bins[middle]?.period.to ?? '') > day) to = middle
      else from = middle + 1
    }
    return from
  }
}

/** From when on a fact is true of a ticket: the number of a moment; and, where it may never be, whether it is before the closing of one that was closed. */
interface Beginning {
  from: Sql
  inTime?: Sql
}

/** The beginnings of facts; those of deadlines are held against the moment's `at`. */
function beginningsOf(
  { pack }: CentreRecord,
  bins: readonly Bin[],
  last: Moment,
): Readonly<Record<string, Beginning>> {
  const binAt = binOfInstant(bins, pack.timeZone)
  return {
    open: { from: binAt(asClock('reported'), last.until, sql`t.day`) },
    past_due: { from: binAt(asClock('due'), last.at), inTime: sql`t.closed_s >= t.due_s` },
    due_soon: { from: binAt(asClock('due_soon', 1), last.at), inTime: sql`t.closed_s >= t.due_soon_s` },
    returned: { from: binAt(asClock('returned'), last.until), inTime: sql`t.returned_s IS NOT NULL` },
    problem: { from: binAt(asClock('problem'), last.until), inTime: sql`t.problem_s IS NOT NULL` },
  }
}

/** Closed tickets `t` that may have been open when the first bin ended or later: what nobody knows when it was closed never was. */
function wasOpen({ extent }: CentreRecord, bins: readonly Bin[], last: Moment): Sql {
  // the bins may all lie after the as-of
  const first = earlierDay(bins[0]?.period.from ?? '', overBy(stretchOf(last).until))
  const since =
    extent.from !== null && extent.from < first
      ? sql` AND t.closed_day >= ${dayOf(first)}`
      : extent.undated
        ? sql` AND t.closed_s IS NOT NULL`
        : sql``
  return sql`t.status = ${closed}${since}`
}

/** Tickets that are or were open: a condition over `t`, and the number of the moment from which on they are it no more. */
function fatesOf(
  centre: CentreRecord,
  bins: readonly Bin[],
  last: Moment,
  inTime: readonly Sql[],
): { among: Sql; until: Sql[] }[] {
  const binAt = binOfInstant(bins, centre.pack.timeZone)
  return [
    { among: sql`t.status_kind = CAST('open' AS status_kind)`, until: [] },
    {
      // what was closed before it is so in time never is
      among: all([wasOpen(centre, bins, last), ...inTime]),
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
