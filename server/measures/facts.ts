import type { Measure, Period } from '@grid/data/contract'
import { type CentreRecord, startOfDay } from '../centre/index.ts'
import { oneOf, type Sql, sql } from '../store/index.ts'

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

/** The moments as rows `m`: moment, from_day, to_day, from_at, until, at. */
export function momentRows(moments: readonly Moment[]): Sql {
  const days = (end: 'from' | 'to', none: string) => moments.map(({ period }) => period?.[end] ?? none)
  const instants = (read: (moment: Moment) => number | null) =>
    moments.map((moment) => {
      const at = read(moment)
      return at === null ? '-infinity' : new Date(at).toISOString().slice(0, 23)
    })
  return sql`
    SELECT unnest(range(${moments.length})) AS moment,
      unnest(CAST(${days('from', '-infinity')} AS DATE[])) AS from_day,
      unnest(CAST(${days('to', 'infinity')} AS DATE[])) AS to_day,
      unnest(CAST(${instants((moment) => moment.fromAt)} AS TIMESTAMP[])) AS from_at,
      unnest(CAST(${instants((moment) => moment.until)} AS TIMESTAMP[])) AS until,
      unnest(CAST(${instants((moment) => moment.at)} AS TIMESTAMP[])) AS at`
}

/** Void, duplicate and rejected tickets were never work to do: they are reported, and in no other measure. */
const valid = sql`t.status NOT IN ('void', 'duplicate', 'rejected')`

/** A closed ticket whose closing time is not known is never open, and closed in no period that has a beginning. */
const closedAt = sql`CASE WHEN t.status = 'closed' THEN coalesce(t.closed_at, CAST('-infinity' AS TIMESTAMP)) END`

/**
 * What is true of ticket `t` at moment `m`. `open` is the state at the moment; suspended tickets (挂账) are neither open
 * nor due. Conditions of measures are made of these.
 */
export function facts(centre: CentreRecord): Sql {
  const proactive = centre.sources.members.filter((source) => source.proactive).map((source) => source.key)
  const community = ['grid', 'community'].flatMap((id) => centre.tiers.withId(id)?.key ?? [])
  const dueSoonFrom = centre.pack.deadlines.dueSoonFrom
  return sql`
    ${valid} AS valid,
    t.placed = 'none' AS unlocated,
    t.day >= m.from_day AND t.day < m.to_day AND t.reported_at < m.until AS reported,
    coalesce(${closedAt} >= m.from_at AND ${closedAt} < m.until, FALSE) AS closed,
    coalesce(t.handled_at >= m.from_at AND t.handled_at < m.until, FALSE) AND t.status_kind <> 'paused' AS handled,
    t.reported_at < m.until AND (t.status_kind = 'open' OR coalesce(${closedAt} >= m.until, FALSE)) AS open,
    coalesce(t.due_at < m.at, FALSE) AS past_due,
    coalesce(
      epoch_us(m.at) >= epoch_us(t.reported_at) + (epoch_us(t.due_at) - epoch_us(t.reported_at)) * ${dueSoonFrom},
      FALSE
    ) AS due_soon,
    coalesce(t.on_time, FALSE) AS on_time,
    coalesce(${oneOf(sql`t.source`, proactive)}, FALSE) AS proactive,
    coalesce(${oneOf(sql`t.solved_tier`, community)}, FALSE) AS solved_in_community`
}

/** Until when a ticket can count: for ever while it is open, else until the last that happened to it. */
const lastCounted = sql`CASE
  WHEN t.status_kind = 'open' THEN CAST('infinity' AS TIMESTAMP)
  ELSE greatest(t.reported_at, t.handled_at, t.closed_at) END`

/**
 * Tickets `t` with the moments `m` at which they can count for any of these kinds of measures, each pair once. Fewer
 * pairs are quicker to judge: reports count on one day, states only where they last to the end.
 */
export function ticketsAtMoments(kinds: ReadonlySet<Measure['period']>, moments: readonly Moment[]): Sql {
  const only = (kind: Measure['period']) => kinds.size === 1 && kinds.has(kind)
  if (only('reported') && moments.every((moment) => moment.period))
    return sql`ticket t JOIN (
      SELECT *, unnest(generate_series(from_day, to_day - 1, INTERVAL 1 DAY))::DATE AS reported_on FROM m
    ) m ON t.day = m.reported_on`
  const beginning = only('state') ? sql`m.until` : sql`m.from_at`
  return sql`ticket t JOIN m ON t.reported_at < m.until AND ${lastCounted} >= ${beginning}`
}
