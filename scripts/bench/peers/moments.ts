import type { Basis, Period } from '@grid/data/contract'

/** A period seen from an instant, as literals of SQL in UTC; `from` is null where all time is meant. */
export interface PeerMoment {
  from: string | null
  until: string
  at: string
}

/** Hours of the made-up centre's zone before UTC; it has no summer time. */
const zone = '+08:00'

/** An instant in milliseconds as a literal that both engines read. */
export function literal(instant: number): string {
  return `TIMESTAMP '${new Date(instant).toISOString().slice(0, 23).replace('T', ' ')}'`
}

/** The instant a local day begins. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00${zone}`)
}

/** The local day of a time, as text. */
export function localDay(time: string): string {
  return `CAST(CAST(${time} + INTERVAL '8 hours' AS DATE) AS VARCHAR)`
}

/** The moments an answer compares: its period, the one before, the same last year; those it has. */
export function momentsOf({ asOf, period, previousPeriod, lastYearPeriod }: Basis): PeerMoment[] {
  const present = Date.parse(asOf)
  const moment = (one: Period | null): PeerMoment => {
    const end = one ? startOf(one.to) : Number.POSITIVE_INFINITY
    return {
      from: one ? literal(startOf(one.from)) : null,
      until: literal(Math.min(present + 1, end)),
      at: literal(Math.min(present, end)),
    }
  }
  return [moment(period), ...[previousPeriod, lastYearPeriod].flatMap((past) => (past ? [moment(past)] : []))]
}

const openStates = "status IN ('reported', 'filed', 'dispatched', 'in_progress', 'handled', 'returned')"
export const valid = "status NOT IN ('void', 'duplicate', 'rejected')"

const since = (time: string, from: string | null) =>
  from === null ? `${time} IS NOT NULL` : `${time} >= ${from}`

/** Conditions over a ticket at a moment, as the measures define them. */
export const reportedIn = ({ from, until }: PeerMoment) =>
  `(reported_at < ${until}${from === null ? '' : ` AND reported_at >= ${from}`})`
export const closedIn = ({ from, until }: PeerMoment) =>
  `(status = 'closed' AND ${since('closed_at', from)} AND closed_at < ${until})`
export const openAt = ({ until }: PeerMoment) =>
  `(reported_at < ${until} AND (${openStates} OR (status = 'closed' AND closed_at >= ${until})))`
export const overdueAt = (moment: PeerMoment) => `(${openAt(moment)} AND due_at < ${moment.at})`
export const dueToClose = (moment: PeerMoment) =>
  `(${closedIn(moment)} OR (${since('handled_at', moment.from)} AND handled_at < ${moment.until} AND status <> 'suspended') OR ${overdueAt(moment)})`
/** Tickets that can count at a moment for anything but their report. */
export const livedIn = ({ from, until }: PeerMoment) =>
  from === null
    ? `reported_at < ${until}`
    : `(reported_at < ${until} AND (closed_at >= ${from} OR handled_at >= ${from} OR ${openStates}))`
export const any = (conditions: readonly string[]) => `(${conditions.join(' OR ')})`
export const countOf = (condition: string) => `count(*) FILTER (WHERE ${condition})`
