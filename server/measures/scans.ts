import { type CentreRecord, earlierDay, laterDay } from '../centre/index.ts'
import { type Sql, sql } from '../store/index.ts'
import type { Among, Part } from './asked.ts'
import { constantTerms, factNames, type Moment, type MomentTerms } from './facts.ts'
import {
  closedAtMoments,
  closedByReports,
  closedIn,
  closedWithin,
  countedAt,
  type Edge,
  isLong,
  openAt,
  outstandingAt,
  outstandingAtMoments,
  reportedAtMoments,
  reportedIn,
  reportedWithin,
  stretchOf,
  type TicketSet,
  ticketsAtMoments,
} from './ticket-sets.ts'

/** Tickets `t` to be looked at once, and what to take of them. */
export interface Scan {
  /** those of a set, or a table where each has the moment `m` it counts at beside it */
  tickets: { of: TicketSet } | { joined: Sql }
  parts: readonly Part[]
  /** the moment that facts are told at; none where they are the same at any, and where one is joined */
  moment?: MomentTerms
  /** at which moments the tickets of a set count: all of these; or those with the day `on` and, where it is told, an end after `since` */
  at: { moments: readonly number[] } | { on: Sql; since?: Sql }
  /** -1 where what is taken is taken off */
  sign?: 1 | -1
}

/** So many moments are looked at one by one; more are cheaper by day, or joined to all tickets at once. */
const few = 4

/** The scans that parts need at moments: each looks only at tickets that can count, and at as few as possible twice. */
export function scansOf(parts: readonly Part[], moments: readonly Moment[], centre: CentreRecord): Scan[] {
  const of = (...among: Among[]) => parts.filter((part) => among.includes(part.among))
  const reported = of('reported')
  const closed = of('closed')
  const standing = of('open', 'outstanding')
  const others = of('any')
  if (moments.length > few && moments.every(({ period }) => period))
    return [
      ...(addUp(reported) ? datedScan(reported, moments) : joinedScan(reportedAtMoments, reported)),
      ...(addUp(closed) ? datedScan(closed, moments) : joinedScan(closedAtMoments, closed)),
      ...joinedScan(ticketsAtMoments(new Set(['state'])), standing),
      ...joinedScan(
        outstandingAtMoments,
        standing.filter(({ among }) => among === 'outstanding'),
      ),
      ...joinedScan(ticketsAtMoments(new Set(others.map(({ period }) => period))), others),
    ]
  const undated = centre.extent.undated
  const ofReports = addUp(reported)
    ? reportedScans(reported, moments)
    : scanEach(reported, moments, reportedIn)
  const ofClosed = addUp(closed)
    ? closedScans(closed, moments, { undated, beside: ofReports })
    : scanEach(closed, moments, closedIn)
  const outstanding = standing.some(({ among }) => among === 'outstanding')
  const kinds = new Set(others.map(({ period }) => period))
  return [
    ...joined([...ofReports, ...ofClosed]),
    ...scanEach(standing, moments, (moment) =>
      outstanding ? outstandingAt(moment, undated) : openAt(moment),
    ),
    ...scanEach(others, moments, (moment) => countedAt(kinds, moment)),
  ]
}

/** Whether what is taken of pieces of a period adds up to what is taken of all of it. */
function addUp(parts: readonly Part[]): boolean {
  return parts.every(({ addsUp, timeless }) => addsUp && timeless)
}

function scanEach(
  parts: readonly Part[],
  moments: readonly Moment[],
  set: (moment: Moment) => TicketSet,
): Scan[] {
  if (parts.length === 0) return []
  return moments.map((moment, index) => ({
    tickets: { of: set(moment) },
    parts,
    moment: constantTerms(moment),
    at: { moments: [index] },
  }))
}

/** What lies in the periods of several moments is looked at once. */
function reportedScans(parts: readonly Part[], moments: readonly Moment[]): Scan[] {
  if (parts.length === 0) return []
  const until = latest(moments.map((moment) => stretchOf(moment).until))
  const days = moments.map(({ period }) => ({ from: period?.from ?? null, to: period?.to ?? '' }))
  return stretches(days).map(({ from, to, moments }) => ({
    tickets: { of: reportedWithin(from === null ? null : { from, to }, until) },
    parts,
    at: { moments },
  }))
}

function closedScans(
  parts: readonly Part[],
  moments: readonly Moment[],
  { undated, beside }: { undated: boolean; beside: readonly Scan[] },
): Scan[] {
  if (parts.length === 0) return []
  const own = moments.map(stretchOf)
  const edges = new Map(
    own.flatMap(({ from, until }) => (from ? [from, until] : [until])).map((edge) => [edge.at, edge]),
  )
  const edgeAt = (at: number): Edge => edges.get(at) ?? { at }
  const times = own.map(({ from, until }) => ({ from: from?.at ?? null, to: until.at }))
  return stretches(times).flatMap(({ from, to, moments: at }) => {
    const stretch = { from: from === null ? null : edgeAt(from), until: edgeAt(to) }
    const scan = (of: TicketSet, moments: readonly number[]): Scan => ({
      tickets: { of },
      parts,
      at: { moments },
    })
    const early = (before: Edge): Scan[] => {
      if (!isLong(stretch)) return [scan(closedWithin(stretch, { before }), at)]
      const told = (shared: boolean) =>
        closedByReports(stretch, { before }, { shared, undated }).map(({ of, sign }) => ({
          ...scan(of, at),
          sign,
        }))
      // what more is asked of each would have to be asked of those that are not closed twice
      if (parts.some(({ taken }) => factNames([taken]).length > 0)) return told(false)
      const [reports, ...others] = told(true)
      const shared = reports && beside.some((other) => keyOf(other) === keyOf(reports))
      return shared ? [reports, ...others] : told(false)
    }
    const untilOf = (index: number) => own[index]?.until ?? stretch.until
    const before = earliest(at.map(untilOf))
    // what its clocks say was closed before it was reported counts where the report is known
    const late = at.filter((index) => untilOf(index).at > before.at)
    return [
      ...early(before),
      ...late.map((index) => scan(closedWithin(stretch, { after: before, before: untilOf(index) }), [index])),
    ]
  })
}

/** What a scan looks at and when it counts; the same of two that can be one. */
function keyOf({ tickets, moment, at, sign = 1 }: Scan): string | undefined {
  if (!('of' in tickets) || !('moments' in at) || moment) return undefined
  return JSON.stringify([tickets.of.map(({ sql, values }) => [sql, values]), at.moments, sign])
}

/** Scans of the same tickets as one. */
function joined(scans: readonly Scan[]): Scan[] {
  const found = new Map<string | Scan, Scan>()
  for (const scan of scans) {
    const key = keyOf(scan) ?? scan
    const known = found.get(key)
    found.set(key, known ? { ...known, parts: [...known.parts, ...scan.parts] } : scan)
  }
  return [...found.values()]
}

function earliest(edges: readonly Edge[]): Edge {
  return edges.reduce((a, b) => (b.at < a.at ? b : a))
}

function latest(edges: readonly Edge[]): Edge {
  return edges.reduce((a, b) => (b.at > a.at ? b : a))
}

/** Reports by their day, what was closed by the day of that. */
function datedScan(parts: readonly Part[], moments: readonly Moment[]): Scan[] {
  const [first] = parts
  if (!first) return []
  const periods = moments.flatMap(({ period }) => period ?? [])
  const own = moments.map(stretchOf)
  const until = latest(own.map((stretch) => stretch.until))
  if (first.among === 'reported') {
    const from = periods.map((period) => period.from).reduce(earlierDay)
    const to = periods.map((period) => period.to).reduce(laterDay)
    return [{ tickets: { of: reportedWithin({ from, to }, until) }, parts, at: { on: sql`t.day` } }]
  }
  const from = earliest(own.flatMap((stretch) => stretch.from ?? []))
  const tickets = { of: closedWithin({ from, until }, { before: until }) }
  // as above
  const since = sql`CASE WHEN t.day > t.closed_day THEN t.day END`
  return [{ tickets, parts, at: { on: sql`t.closed_day`, since } }]
}

function joinedScan(joined: Sql, parts: readonly Part[]): Scan[] {
  return parts.length > 0 ? [{ tickets: { joined }, parts, at: { moments: [] } }] : []
}

/** Time cut wherever a range begins or ends, each piece with the places of the ranges it lies in. Where one has no beginning all are left whole. */
function stretches<T extends string | number>(
  ranges: readonly { from: T | null; to: T }[],
): { from: T | null; to: T; moments: number[] }[] {
  const bounded = ranges.flatMap(({ from, to }) => (from === null ? [] : [{ from, to }]))
  if (bounded.length < ranges.length)
    return ranges.map(({ from, to }, index) => ({ from, to, moments: [index] }))
  const edges = [...new Set(bounded.flatMap(({ from, to }) => [from, to]))].sort((a, b) => (a < b ? -1 : 1))
  return edges.flatMap((from, index) => {
    const to = edges[index + 1]
    if (to === undefined) return []
    const moments = bounded.flatMap((range, place) => (range.from <= from && to <= range.to ? [place] : []))
    return moments.length > 0 ? [{ from, to, moments }] : []
  })
}
