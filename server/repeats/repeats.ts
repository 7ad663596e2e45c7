import type { Filter, RepeatGrouping, RepeatPlaces } from '@grid/data/contract'
import { number, wasWork } from '../centre/index.ts'
import { type Asking, basisOf, reportedIn } from '../filter/index.ts'
import { sql } from '../store/index.ts'
import { placeOf } from './place.ts'
import { ticketsOf } from './place-tickets.ts'
import { placesAmong, type RepeatRule } from './places.ts'
import { sharedPointsAmong } from './shared-point.ts'

/** What counts as a repeat place, and how many of them are wanted. */
export interface RepeatQuestion extends RepeatRule {
  /** tickets of one category, or of all below one upper category */
  by: RepeatGrouping
  /** most places of the answer */
  limit: number
}

/** Tickets column by column: a million objects would be slow to make. */
interface Columns {
  keys: number[]
  lon: number[]
  lat: number[]
  day: number[]
}

/** Lets whatever else waits have its turn. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** The repeat places among the tickets of a filter, those with most tickets first. Throws a 400 problem for unknown values. */
export async function repeats(
  asking: Asking,
  { by, limit, ...rule }: RepeatQuestion,
  filter: Filter,
): Promise<RepeatPlaces> {
  const { store, centre, signal } = asking
  const basis = basisOf(asking, filter)
  const among = reportedIn(asking, filter)
  const usable = sql`t.lon IS NOT NULL AND t.lat IS NOT NULL AND t.category IS NOT NULL`
  const [counts] = await store.read(
    sql`SELECT count(*) FILTER (${usable}) AS usable, count(*) FILTER (NOT (${usable})) AS left_out
      FROM ticket t WHERE ${among} AND ${wasWork}`,
    { signal },
  )
  const parents = new Map(centre.categories.members.map(({ key, parent }) => [key, parent ?? key]))
  const byCategory = new Map<number, Columns>()
  const rows = store.columns(
    sql`SELECT CAST(t.key AS DOUBLE), CAST(t.category AS DOUBLE), t.lon, t.lat,
        CAST(t.day - CAST('1970-01-01' AS DATE) AS DOUBLE)
      FROM ticket t WHERE ${among} AND ${wasWork} AND ${usable}`,
    { signal },
  )
  for await (const [keys, categories, lon, lat, day] of rows)
    for (let row = 0; row < keys!.length; row++) {
      const own = categories![row]!
      const category = by === 'parent' ? (parents.get(own) ?? own) : own
      const columns = byCategory.get(category) ?? { keys: [], lon: [], lat: [], day: [] }
      byCategory.set(category, columns)
      columns.keys.push(keys![row]!)
      columns.lon.push(lon![row]!)
      columns.lat.push(lat![row]!)
      columns.day.push(day![row]!)
    }
  const found = []
  for (const [category, tickets] of byCategory)
    for (const place of await placesAmong(tickets, rule, pause))
      found.push({ ...place, category, keys: place.tickets.map((ticket) => tickets.keys[ticket]!) })
  found.sort(
    (a, b) => b.keys.length - a.keys.length || a.category - b.category || a.lon - b.lon || a.lat - b.lat,
  )
  const shown = found.slice(0, limit)
  const keys = shown.flatMap((place) => place.keys)
  const [tickets, shared] = await Promise.all([
    ticketsOf(asking, filter, keys),
    sharedPointsAmong(asking, keys),
  ])
  return {
    ...basis,
    rule: { ...rule, by },
    tickets: number(counts?.usable),
    leftOut: number(counts?.left_out),
    total: found.length,
    places: shown.map((place) =>
      placeOf(asking, filter, {
        ...place,
        days: rule.days,
        category: centre.categories.idOf(place.category) ?? '',
        tickets: place.keys.flatMap((key) => tickets.get(key) ?? []),
        shared,
      }),
    ),
  }
}
