import type { Measure, Period } from '@grid/data/contract'
import {
  type Clock,
  clockWithin,
  clockWithinOrNone,
  countedUntil,
  isSince,
  lasting,
  microseconds,
} from '../centre/index.ts'
import { day, join, name, type Sql, sql } from '../store/index.ts'
import { closed, type Moment } from './facts.ts'

/**
 * Tickets `t` to be counted, as conditions that exclude each other: as few tickets as can count for what is asked. Each
 * condition names single columns, so that the engine looks only where tickets of that time lie.
 */
export type TicketSet = readonly Sql[]

/** An instant in milliseconds since 1970, and the local day that begins with it where one does. */
export interface Edge {
  at: number
  day?: string
}

/** A stretch of time; without a beginning it is all time before its end. */
export interface Stretch {
  from: Edge | null
  until: Edge
}

/** The time of a moment. */
export function stretchOf({ period, fromAt, until, at }: Moment): Stretch {
  return {
    from: period && fromAt !== null ? { at: fromAt, day: period.from } : null,
    // deadlines are held against the end of a period that is over, what happened counts before it
    until: period && at === until ? { at: until, day: period.to } : { at: until },
  }
}

/** So long after the date of an instant in UTC has begun its day is over in no zone, whatever clock is put back. */
const longestDay = 27 * 3_600_000

/** A day that all days before are over by when an edge is reached: what happened on them is known without a look at its clock. */
export function overBy({ at, day }: Edge): string {
  return day ?? new Date(at - longestDay).toISOString().slice(0, 10)
}

/** Whether a day, or the instant it is the day of, lies before an edge. Days take half of the reading. */
function before(edge: Edge, dayOf: Sql, clock: Clock): Sql {
  return edge.day === undefined ? clockWithin(clock, '<', edge.at) : sql`${dayOf} < ${day(edge.day)}`
}

function from(edge: Edge, dayOf: Sql, clock: Clock): Sql {
  return edge.day === undefined ? clockWithin(clock, '>=', edge.at) : sql`${dayOf} >= ${day(edge.day)}`
}

const reported = [sql`t.day`, 'reported'] as const
const closing = [sql`t.closed_day`, 'closed'] as const

/** What was reported on a period's days, on any where there is no period, and before an edge. */
export function reportedWithin(period: Period | null, until: Edge): TicketSet {
  const known = before(until, ...reported)
  const over = overBy(until)
  // days are read in a fraction of the time of clocks, which is more than two statements take in place of one
  if (!period) return [sql`t.day < ${day(over)}`, sql`t.day >= ${day(over)} AND ${known}`]
  const days = sql`t.day >= ${day(period.from)} AND t.day < ${day(period.to)}`
  return [period.to <= over ? days : sql`${days} AND ${known}`]
}

/**
 * What was closed in a stretch of time and reported before an edge, from `after` on where that is told. Without a beginning what
 * was closed nobody knows when is in it too.
 */
export function closedWithin(stretch: Stretch, known: { after?: Edge; before: Edge }): TicketSet {
  const when = stretch.from
    ? sql`${from(stretch.from, ...closing)} AND ${before(stretch.until, ...closing)}`
    : clockWithinOrNone('closed', stretch.until.at)
  const after = known.after ? sql` AND ${from(known.after, ...reported)}` : sql``
  return [sql`t.status = ${closed} AND ${when} AND ${before(known.before, ...reported)}${after}`]
}

/** Tickets to be added to what is counted, or to be taken off. */
export interface Signed {
  of: TicketSet
  sign: 1 | -1
}

/** From so long on more is read of what was closed in a stretch than of what was not: in milliseconds. */
const longMs = 90 * 86_400_000

/** Whether it is quicker to count what was closed in a stretch by `closedByReports`. */
export function isLong({ from, until }: Stretch): boolean {
  return from === null || until.at - from.at >= longMs
}

/**
 * The same tickets as `closedWithin` finds before an edge, told by what was reported in the stretch: nearly all of that is closed in it, so that
 * the engine need not ask every ticket when; less what was not, and what was reported at other times and closed in it. These are
 * few, and lie at the ends. The first are the reports, all of them where the whole is `shared` with who counts them, else those
 * that are closed. `undated`: there may be tickets that were closed nobody knows when.
 */
export function closedByReports(
  stretch: Stretch,
  { before: edge }: { before: Edge },
  { shared, undated }: { shared: boolean; undated: boolean },
): Signed[] {
  const { from: since, until } = stretch
  const reports =
    since?.day !== undefined && until.day !== undefined
      ? reportedWithin({ from: since.day, to: until.day }, until)
      : since
        ? [sql`${from(since, ...reported)} AND ${before(until, ...reported)}`]
        : reportedWithin(null, until)
  const isClosed = sql`t.status = ${closed}`
  const within = (among: Sql) => reports.map((condition) => sql`${condition} AND ${among}`)
  const other = [
    ...(shared ? within(sql`t.status <> ${closed}`) : []),
    ...within(sql`${isClosed} AND ${from(until, ...closing)}`),
    ...(since ? within(sql`${isClosed} AND ${before(since, ...closing)}`) : []),
    ...(since && undated ? within(sql`${isClosed} AND t.closed_s IS NULL`) : []),
  ]
  const early = since ? closedWithin(stretch, { before: since }) : []
  const late = edge.at > until.at ? closedWithin(stretch, { after: until, before: edge }) : []
  return [
    { of: shared ? reports : within(isClosed), sign: 1 },
    { of: other, sign: -1 },
    ...(early.length + late.length > 0 ? [{ of: [...early, ...late], sign: 1 as const }] : []),
  ]
}

/** What was reported in the time of a moment. */
export function reportedIn(moment: Moment): TicketSet {
  return reportedWithin(moment.period, stretchOf(moment).until)
}

/** What was closed in the time of a moment. */
export function closedIn(moment: Moment): TicketSet {
  const stretch = stretchOf(moment)
  return closedWithin(stretch, { before: stretch.until })
}

/** What is open when a moment ends. */
export function openAt({ until }: Moment): TicketSet {
  return lasting(until, until)
}

/**
 * What is open when a moment ends, or was handled in its time and not closed in it. `undated`: there may be tickets that were closed nobody
 * knows when.
 */
export function outstandingAt({ fromAt, until }: Moment, undated: boolean): TicketSet {
  // closed nobody knows when: closed in all time, and in no other
  if (fromAt === null) return lasting(until, until)
  const handled = sql`t.status = ${closed} AND ${clockWithin('handled', '>=', fromAt)}
    AND ${clockWithin('handled', '<', until)} AND ${clockWithin('reported', '<', until)}`
  return [
    ...lasting(until, until),
    // handled after it was closed, by its clocks: none of these lasts to the end
    sql`${handled} AND ${clockWithin('closed', '<', fromAt)}`,
    ...(undated ? [sql`${handled} AND t.closed_s IS NULL`] : []),
  ]
}

/**
 * Tickets that can count at a moment for any of these kinds of measures: what was reported in its period, what was
 * not yet done when it began, and nothing else, so that a month costs the same however long the history is.
 */
export function countedAt(kinds: ReadonlySet<Measure['period']>, moment: Moment): TicketSet {
  const { period, fromAt, until } = moment
  if (isOnly(kinds, 'reported') && period) return reportedIn(moment)
  if (isOnly(kinds, 'state')) return lasting(until, until)
  // a period may lie wholly after the as-of
  return fromAt === null ? reportedWithin(null, { at: until }) : lasting(Math.min(fromAt, until), until)
}

/**
 * The tickets as a table `t` of these columns, those of `where` alone. In one table a condition costs no more than it reads.
 */
export function tableOf(set: TicketSet, columns: Sql, where: Sql): Sql {
  const [only, ...others] = set.map((condition) => sql`ticket t WHERE ${condition} AND ${where}`)
  if (others.length === 0) return only ?? sql`ticket t WHERE FALSE`
  const each = set.map((condition) => sql`SELECT ${columns} FROM ticket t WHERE ${condition} AND ${where}`)
  return sql`(${join(each, ' UNION ALL ')}) t`
}

/** The columns of ticket `t` that an expression speaks of, or else its key: an engine that knows of no others plans sooner. */
export function columnsIn({ sql: text }: Sql): Sql {
  const names = new Set([...text.matchAll(/\bt\.[a-z_0-9]+/g)].map(([column]) => column))
  return names.size > 0 ? join([...names].map(name)) : sql`t.key`
}

/**
 * Tickets with the moments `m` at which they can count for any of these kinds of measures, each pair once. Fewer
 * pairs are quicker to judge: states count only where they last to the end.
 */
export function ticketsAtMoments(kinds: ReadonlySet<Measure['period']>): Sql {
  // a period may lie wholly after the as-of
  const beginning = isOnly(kinds, 'state') ? sql`m.until_us` : sql`least(m.from_us, m.until_us)`
  return sql`ticket t JOIN m ON ${microseconds('reported')} < m.until_us AND ${countedUntil} >= ${beginning}`
}

/** Tickets with the moments `m` in whose period they were reported. */
export const reportedAtMoments = sql`ticket t JOIN ${eachDayOf(sql`m`)} m
  ON t.day = m.day AND ${microseconds('reported')} < m.until_us`

/** Tickets with the moments `m` in whose period they were closed. */
export const closedAtMoments = sql`ticket t JOIN ${eachDayOf(sql`m`)} m
  ON t.closed_day = m.day AND t.status = ${closed} AND ${microseconds('closed')} < m.until_us
  AND ${microseconds('reported')} < m.until_us`

/** Of what `outstandingAt` finds at each of many moments `m`, with its moment, what does not last to its end. */
export const outstandingAtMoments = sql`(
  SELECT * FROM ticket t WHERE t.status = ${closed} AND (NOT ${isSince('closed', 'handled')} OR t.closed_s IS NULL)
) t JOIN m ON ${microseconds('reported')} < m.until_us AND ${microseconds('handled')} >= m.from_us
  AND ${microseconds('handled')} < m.until_us AND (${microseconds('closed')} < m.from_us OR t.closed_s IS NULL)`

function eachDayOf(moments: Sql): Sql {
  return sql`(SELECT *, unnest(generate_series(from_day, to_day - 1, INTERVAL 1 DAY))::DATE AS day FROM ${moments})`
}

function isOnly(kinds: ReadonlySet<Measure['period']>, kind: Measure['period']): boolean {
  return kinds.size === 1 && kinds.has(kind)
}
