import {
  type CentreRecord,
  type Clock,
  type Comparison,
  clockIs,
  compared,
  number,
  startOfDay,
} from '../centre/index.ts'
import {
  type Cell,
  day as dayOf,
  instant,
  join,
  name,
  type QueryOptions,
  type Sql,
  type Store,
  sql,
} from '../store/index.ts'
import type { Bin } from './bins.ts'
import { factsIn, isTimeless, type Moment, speaksOfPlaces } from './facts.ts'
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

/** From which moment on a fact is true of a ticket, and until which (not included), by the numbers of the moments. */
interface Span {
  from: Sql
  until: Sql
}

/**
 * Counts of state at the ends of bins, by when each ticket's state begins and ends: a ticket costs the same however long it
 * lasts. Null where a measure is no count of facts that all hold, each with one beginning and end: then `tally` must look
 * at every ticket at every moment.
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
  const spans = spansOf(centre, bins, last)
  const told: { fact: string; holds: boolean; span: Span }[] = []
  const free = new Set<string>()
  for (const part of parts) {
    const [, not, fact = '', compared] = part ?? []
    const span = spans[fact]
    if (span && compared === undefined) told.push({ fact, holds: not === undefined, span })
    else if (isTimeless(fact, centre) && !speaksOfPlaces([measure.numerator])) free.add(fact)
    else return null
  }
  const end = sql`${moments.length}`
  const begins = told.map(({ holds, span }) => (holds ? span.from : sql`0`))
  const ends = told.map(({ holds, span }) => (holds ? span.until : span.from))
  // within its span each of these facts is what the measure wants it to be
  const given = told.map(({ fact, holds }) => sql`${holds ? sql`TRUE` : sql`FALSE`} AS ${name(fact)}`)
  const facts =
    free.size > 0
      ? sql`, ${factsIn(
          [...free].map((fact) => name(`f.${fact}`)),
          centre,
        )}`
      : sql``
  const rows = await store.read(
    sql`
      WITH f AS (
        SELECT ${by ?? sql`NULL`} AS grouped, greatest(${join(begins)}) AS begun, least(${join([...ends, end])}) AS ended,
          ${join(given)}${facts}
        FROM ticket t WHERE ${where}
      )
      SELECT begun, ended, grouped, count(*) AS tickets FROM f WHERE begun < ended AND ${measure.numerator}
      GROUP BY GROUPING SETS ((begun, grouped), (ended, grouped))`,
    options,
  )
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

/** Facts that begin to be true and end at one instant each; those of deadlines are held against the moment's `at`. */
function spansOf({ pack }: CentreRecord, bins: readonly Bin[], last: Moment): Readonly<Record<string, Span>> {
  const binAt = binOfInstant(bins, pack.timeZone)
  const none = sql`${bins.length}`
  const happened = (column: Sql): Span => ({ from: binAt(asInstant(column), last.until), until: none })
  const closed = binAt(asClock('closed'), last.until, sql`t.closed_day`)
  return {
    open: {
      from: binAt(asClock('reported'), last.until, sql`t.day`),
      until: sql`CASE WHEN t.status_kind = 'open' THEN ${none}
        WHEN t.status = 'closed' AND t.closed_s IS NOT NULL THEN ${closed} ELSE 0 END`,
    },
    past_due: { from: binAt(asClock('due'), last.at), until: none },
    due_soon: { from: binAt(asClock('due_soon', 1), last.at), until: none },
    returned: happened(sql`t.returned_at`),
    problem: happened(sql`t.problem_at`),
  }
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
  const [kept, beyond] = [name(`t.${clock}_s`), name(`t.${clock}_us`)]
  return {
    is: (comparison, at) => clockIs(clock, comparison, at + earlier / 1000),
    ms:
      earlier === 0
        ? sql`(${kept} * 1000 + ${beyond} // 1000)`
        : sql`((${kept} * 1000000 + ${beyond} - ${earlier}) // 1000)`,
    none: sql`${kept} IS NULL`,
  }
}

/** A column that is an instant. */
function asInstant(time: Sql): Timed {
  return {
    is: (comparison, at) => compared(time, comparison, instant(at)),
    ms: sql`epoch_ms(${time})`,
    none: sql`${time} IS NULL`,
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
