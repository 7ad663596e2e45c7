import type { Filter, RepeatPlace } from '@grid/data/contract'
import { dayOf, daysBetween } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import type { PlacedTicket } from './place-tickets.ts'
import { metresBetween } from './point-grid.ts'
import { pointName, type SharedPoint } from './shared-point.ts'

/** Tickets of one place that an answer carries. */
const mostTickets = 100

interface Parts {
  category: string
  lon: number
  lat: number
  /** days of the rule */
  days: number
  tickets: readonly PlacedTicket[]
  shared: ReadonlyMap<string, SharedPoint>
}

/** A repeat place as the API answers it. */
export function placeOf(
  asking: Asking,
  filter: Filter,
  { category, lon, lat, days, ...parts }: Parts,
): RepeatPlace {
  const tickets = [...parts.tickets].sort((a, b) => order(a.reported_at, b.reported_at) || order(a.id, b.id))
  const first = tickets[0]!
  const last = tickets.at(-1)!
  const today = dayOf(asOfOf(asking, filter), asking.centre.pack.timeZone)
  const daysSinceLast = daysBetween(last.day, today)
  const lons = tickets.map((ticket) => ticket.lon)
  const lats = tickets.map((ticket) => ticket.lat)
  return {
    id: `${category}:${first.id}`,
    category,
    centre: [lon, lat],
    radius: Math.max(...tickets.map((ticket) => metresBetween(lon, lat, ticket.lon, ticket.lat))),
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    count: tickets.length,
    tickets: tickets.slice(-mostTickets).map(ticketOf),
    first: first.day,
    last: last.day,
    daysSinceLast,
    active: daysSinceLast < days,
    cameBack: tickets.filter(
      ({ closedAsSolved, closed_at }) => closedAsSolved && closed_at !== null && closed_at < last.reported_at,
    ).length,
    areas: mostFirst(tickets.flatMap(({ area }) => area ?? [])),
    sharedPoint: sharedOf(tickets, parts.shared),
  }
}

function ticketOf({ id, category, day, reported_at, status, closed_at, closedAsSolved }: PlacedTicket) {
  return { id, category, day, reported_at, status, closed_at, closedAsSolved }
}

/** What the point holds that most of the tickets lie on, where it is one that many categories share. */
function sharedOf(
  tickets: readonly PlacedTicket[],
  shared: ReadonlyMap<string, SharedPoint>,
): RepeatPlace['sharedPoint'] {
  const on = tickets.map(({ lon, lat }) => pointName(lon, lat)).filter((point) => shared.has(point))
  if (on.length * 2 <= tickets.length) return null
  const [most] = mostFirst(on)
  return shared.get(most ?? '') ?? null
}

function mostFirst(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || order(a, b)).map(([value]) => value)
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
