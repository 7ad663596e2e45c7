import type { Filter, RepeatGrouping, RepeatPlaces } from '@grid/data/contract'
import { number, wasWork } from '../centre/index.ts'
import { type Asking, basisOf, reportedIn } from '../filter/index.ts'
import { sql } from '../store/index.ts'
import { placeOf } from './place.ts'
import { ticketsOf } from './place-tickets.ts'
import type { RepeatRule } from './places.ts'
import { searchInThreads } from './search-threads.ts'
import { sharedPointsAmong } from './shared-point.ts'
import { partedByCategory } from './tickets-of-categories.ts'

/** What counts as a repeat place, and how many of them are wanted. */
export interface RepeatQuestion extends RepeatRule {
  /** tickets of one category, or of all below one upper category */
  by: RepeatGrouping
  /** most places of the answer */
  limit: number
}

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
  const rows = store.columns(
    sql`SELECT CAST(t.key AS DOUBLE), CAST(t.category AS DOUBLE), t.lon, t.lat,
        CAST(t.day - CAST('1970-01-01' AS DATE) AS DOUBLE)
      FROM ticket t WHERE ${among} AND ${wasWork} AND ${usable}`,
    { signal },
  )
  const categories = await partedByCategory(rows, (own) =>
    by === 'parent' ? (parents.get(own) ?? own) : own,
  )
  const { total, places } = await searchInThreads({ rule, limit, categories }, signal, store.timeoutMs)
  const keys = places.flatMap((place) => place.keys)
  const [tickets, shared] = await Promise.all([
    ticketsOf(asking, filter, keys),
    sharedPointsAmong(asking, keys),
  ])
  return {
    ...basis,
    rule: { ...rule, by },
    tickets: number(counts?.usable),
    leftOut: number(counts?.left_out),
    total,
    places: places.map((place) =>
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
