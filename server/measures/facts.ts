import type { Period } from '@grid/data/contract'
import {
  type CentreRecord,
  type Clock,
  type Comparison,
  clockIs,
  compared,
  isHotline,
  isSince,
  microseconds,
  microsecondsBetween,
  startOfDay,
  wasWork,
} from '../centre/index.ts'
import { day, instant, join, name, oneOf, type Sql, sql } from '../store/index.ts'
import { inCommunity } from './needs.ts'

/**
 * A period seen from an instant. Days are local; instants are milliseconds since 1970. What happened counts up to
 * `until` (not included), deadlines are held against `at`.
 */
export interface Moment {
  period: Period | null
  fromAt: number | null
  until: number
  at: number
}

/** A period's moment: its end, or the as-of where that is earlier; the as-of itself where there is no period. */
export function momentOf(period: Period | null, asOf: number, timeZone: string): Moment {
  // what happened at the very instant of the as-of has happened
  const known = asOf + 1
  if (!period) return { period, fromAt: null, until: known, at: asOf }
  const end = startOfDay(period.to, timeZone)
  return {
    period,
    fromAt: startOfDay(period.from, timeZone),
    until: Math.min(known, end),
    at: Math.min(asOf, end),
  }
}

/** A moment as expressions: over a row `m` of many, or as constants. */
export interface MomentTerms {
  fromDay: Sql
  toDay: Sql
  /** whether it has no beginning: all time before its end counts */
  endless: Sql
  /** the instant of its end, for what is kept as an instant */
  until: Sql
  /** how a clock of ticket `t` stands to one of its instants */
  is(clock: Clock, comparison: Comparison, edge: 'fromAt' | 'until' | 'at'): Sql
}

const edges = { fromAt: sql`m.from_us`, until: sql`m.until_us`, at: sql`m.at_us` }

/** A moment told by the row `m` of `momentRows`. */
const terms: MomentTerms = {
  fromDay: sql`m.from_day`,
  toDay: sql`m.to_day`,
  endless: sql`m.endless`,
  until: sql`m.until`,
  is: (clock, comparison, edge) => compared(microseconds(clock), comparison, edges[edge]),
}

/** A moment in its own words: the engine then looks only where tickets of its time lie. */
export function constantTerms(moment: Moment): MomentTerms {
  const { period, fromAt, until } = moment
  return {
    fromDay: day(period?.from ?? '-infinity'),
    toDay: day(period?.to ?? 'infinity'),
    endless: fromAt === null ? sql`TRUE` : sql`FALSE`,
    until: instant(until),
    is: (clock, comparison, edge) => {
      const at = moment[edge]
      return at === null ? sql`TRUE` : clockIs(clock, comparison, at)
    },
  }
}

/** Microseconds since 1970 before all there are. */
const ever = String(-(2n ** 62n))

/**
 * The moments as rows `m`: moment, from_day, to_day; from_us, until_us, at_us in microseconds since 1970, whether they are
 * endless, and until as an instant.
 */
export function momentRows(moments: readonly Moment[]): Sql {
  const days = (end: 'from' | 'to', none: string) => moments.map(({ period }) => period?.[end] ?? none)
  const microseconds = (read: (moment: Moment) => number | null) =>
    moments.map((moment) => {
      const at = read(moment)
      return at === null ? ever : String(BigInt(at) * 1000n)
    })
  return sql`
    SELECT unnest(range(${moments.length})) AS moment,
      unnest(CAST(${days('from', '-infinity')} AS DATE[])) AS from_day,
      unnest(CAST(${days('to', 'infinity')} AS DATE[])) AS to_day,
      unnest(CAST(${moments.map(({ fromAt }) => String(fromAt === null))} AS BOOLEAN[])) AS endless,
      unnest(CAST(${microseconds(({ fromAt }) => fromAt)} AS BIGINT[])) AS from_us,
      unnest(CAST(${microseconds(({ until }) => until)} AS BIGINT[])) AS until_us,
      unnest(CAST(${microseconds(({ at }) => at)} AS BIGINT[])) AS at_us,
      unnest(CAST(${moments.map(({ until }) => new Date(until).toISOString().slice(0, 23))} AS TIMESTAMP[])) AS until`
}

/** Bare texts would have the engine read the column as text, row by row. */
export const closed = sql`CAST('closed' AS status)`
const kind = (value: 'open' | 'paused') => sql`CAST(${value} AS status_kind)`

/** A condition as true or false. */
const surely = (condition: Sql) => sql`(${condition}) IS TRUE`
/** The same where it matters to nobody whether it is false or unknown: to tell takes as long as the condition itself. */
const loosely = (condition: Sql) => sql`(${condition})`

/** A count of tickets of which some facts are true, alone or together: what is not known of one is as good as false. */
const looseCount = /^coalesce\(count_if\((f\.[a-z_0-9]+|AND|OR|[ ()])+\), 0\)$/

/**
 * What is true of ticket `t` at a moment, by name. `open` is the state at the moment; suspended tickets (挂账) are
 * neither open nor due. Measures are made of these.
 */
function factsOf(
  centre: CentreRecord,
  m: MomentTerms,
  judge: (condition: Sql) => Sql = surely,
): Readonly<Record<string, Sql>> {
  const keysOf = (sources: readonly { key: number }[]) => sources.map(({ key }) => key)
  const proactive = keysOf(centre.sources.members.filter((source) => source.proactive))
  const hotline = keysOf(centre.sources.members.filter(isHotline))
  const community = inCommunity.flatMap((id) => centre.tiers.withId(id)?.key ?? [])
  const most = Math.max(...community)
  // of what may be unknown one comparison takes half of the time of two
  const areLowest = centre.tiers.members.every(({ key }) => key > most || community.includes(key))
  const inTiers = (tier: Sql) =>
    community.length > 0 && areLowest ? sql`${tier} <= ${most}` : oneOf(tier, community)
  // what never happened had not happened by the moment
  const by = (clock: Clock) => judge(m.is(clock, '<', 'until'))
  const within = (clock: Clock) => sql`${m.is(clock, '>=', 'fromAt')} AND ${m.is(clock, '<', 'until')}`
  const closedIn = sql`t.status = ${closed} AND coalesce(${within('closed')}, ${m.endless})`
  const handledIn = sql`(${within('handled')}) IS TRUE AND t.status_kind <> ${kind('paused')}`
  const openAt = sql`${m.is('reported', '<', 'until')} AND (t.status_kind = ${kind('open')}
    OR (t.status = ${closed} AND (${m.is('closed', '>=', 'until')}) IS TRUE))`
  const pastDue = judge(m.is('due', '<', 'at'))
  return {
    // the others were never work to do: they are reported, and in no other measure
    valid: wasWork,
    unlocated: sql`t.placed = CAST('none' AS placed)`,
    reported: sql`t.day >= ${m.fromDay} AND t.day < ${m.toDay} AND ${m.is('reported', '<', 'until')}`,
    closed: closedIn,
    handled: handledIn,
    open: openAt,
    past_due: pastDue,
    // due to close, and not closed
    outstanding: sql`NOT (${closedIn}) AND ((${handledIn}) OR ((${openAt}) AND ${pastDue}))`,
    due_soon: judge(m.is('due_soon', '<=', 'at')),
    on_time: judge(sql`t.on_time`),
    proactive: judge(oneOf(sql`t.source`, proactive)),
    hotline: judge(oneOf(sql`t.source`, hotline)),
    solved_in_community: judge(inTiers(sql`t.solved_tier`)),
    handling_seconds: sql`t.handling_seconds`,
    tier_seconds: sql`t.tier_seconds`,
    called_solved: sql`t.solved`,
    called_satisfied: sql`t.satisfied`,
    contacted: sql`${judge(m.is('first_contact', '<', 'until'))} AND ${isSince('first_contact', 'reported')}`,
    contact_us: microsecondsBetween('reported', 'first_contact'),
    contact_due: judge(m.is('first_contact_due', '<=', 'at')),
    contact_in_time: judge(isSince('first_contact_due', 'first_contact')),
    returns_known: sql`t.logged OR t.given_counts % 2 = 1`,
    reworks_known: sql`t.logged OR t.given_counts >= 4`,
    returns: sql`t.returns`,
    dispatched: sql`${judge(m.is('dispatched', '<', 'until'))} OR ${by('returned')}`,
    returned: by('returned'),
    reworked: by('reworked'),
    reopened: by('reopened'),
    tiers_known: sql`t.first_tier IS NOT NULL OR t.escalated_s IS NOT NULL`,
    tiers_told: sql`t.first_tier IS NOT NULL OR t.escalated_s IS NOT NULL OR ${by('pushed_down')}`,
    units_known: sql`t.hand_offs IS NOT NULL`,
    hand_offs: sql`t.hand_offs`,
    ping_pongs: sql`t.ping_pongs`,
    escalated: by('escalated'),
    joint: by('joined'),
    bounced: by('bounced'),
    problem: by('problem'),
    listed: sql`t.list_tier IS NOT NULL`,
    solved_at_list_tier: judge(sql`t.solved_tier = t.list_tier`),
    solved_below_list_tier: judge(sql`t.below_list`),
    listed_for_community: judge(inTiers(sql`t.list_tier`)),
    beyond_list: by('beyond_list'),
    pushed_down: by('pushed_down'),
  }
}

/** The one fact that is not the ticket's own: what it makes of its place is another matter to who sees fewer tickets. */
const ofPlaces = 'completes_repeat_place'

/** Whether expressions speak of repeat places, which `factsIn` then must be told. */
export function speaksOfPlaces(expressions: readonly Sql[]): boolean {
  return expressions.some(({ sql: text }) => text.includes(`f.${ofPlaces}`))
}

/**
 * The facts that expressions over `f` speak of, as the columns of `f`: an engine that plans no others answers sooner.
 * Throws a RangeError for one there is not. The moment is the row `m` where none is given; `repeatPlace` is what
 * the room of repeats says to who asks.
 */
export function factsIn(
  expressions: readonly Sql[],
  centre: CentreRecord,
  { moment = terms, repeatPlace }: { moment?: MomentTerms; repeatPlace?: Sql } = {},
): Sql {
  const exact = new Set(factNames(expressions.filter(({ sql: text }) => !looseCount.test(text))))
  const sure = factsOf(centre, moment)
  const loose = factsOf(centre, moment, loosely)
  return join(
    factNames(expressions).map((fact) => {
      const told = fact === ofPlaces ? repeatPlace : (exact.has(fact) ? sure : loose)[fact]
      if (!told) throw new RangeError(`there is no fact ${fact}`)
      return sql`${told} AS ${name(fact)}`
    }),
  )
}

/** The names of the facts that expressions over `f` speak of, each once. */
export function factNames(expressions: readonly Sql[]): string[] {
  const names = expressions.flatMap(({ sql: text }) =>
    [...text.matchAll(/\bf\.([a-z_0-9]+)/g)].map((match) => match[1]!),
  )
  return [...new Set(names)]
}

/** Whether a fact says the same of a ticket at every moment. */
export function isTimeless(fact: string, centre: CentreRecord): boolean {
  if (fact === ofPlaces) return true
  const told = factsOf(centre, terms)[fact]
  return told !== undefined && !/\bm\./.test(told.sql)
}

/** Whether facts by these names say of a ticket, on the day it was reported, what they say of it at any moment with that day in it. */
export function areDaily(facts: readonly string[], centre: CentreRecord): boolean {
  return facts.every((fact) => fact === 'reported' || isTimeless(fact, centre))
}
