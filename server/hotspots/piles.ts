import type { Filter } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, reportedIn } from '../filter/index.ts'
import { oneOf, sql } from '../store/index.ts'
import { placeColumn, placeFinder } from './counts.ts'
import type { Study } from './study.ts'

/** Places looked at: the hottest. */
const mostPlaces = 100
/** From so many tickets on one exact point, and such a part of the place's, it is a pile. */
const fewestOnPoint = 10
const leastShare = 0.5

/**
 * Hot places whose tickets lie mostly on one exact point: a rounded coordinate, the middle of an area, or a default that
 * an address without one was given looks like a hot place and is none. Answers their ids. `hot` are the places' numbers
 * in the study, hottest first.
 */
export async function pilesOf(
  asking: Asking,
  filter: Filter,
  { frame, places, members, counts }: Study,
  hot: readonly number[],
): Promise<string[]> {
  const looked = hot.filter((place) => counts[place]! >= fewestOnPoint).slice(0, mostPlaces)
  if (looked.length === 0) return []
  const column = placeColumn(asking, frame)
  const keys = looked.flatMap((place) => keysOf(asking, frame.kind.kind, places[place]!))
  const rows = await asking.store.read(
    sql`SELECT place, max(n) AS most FROM (
        SELECT ${column} AS place, count(*) AS n FROM ticket t
        WHERE ${reportedIn(asking, filter)} AND ${oneOf(column, keys)} AND t.lon IS NOT NULL
        GROUP BY place, t.lon, t.lat
      ) GROUP BY place`,
    { signal: asking.signal },
  )
  const find = placeFinder(asking, frame)
  const most = new Map(rows.map((row) => [find(numberOrNull(row.place)), number(row.most)]))
  return looked.flatMap((place) => {
    const onPoint = most.get(members[place]!) ?? 0
    return onPoint >= fewestOnPoint && onPoint >= leastShare * counts[place]! ? [places[place]!.id] : []
  })
}

/** What tickets of a place are grouped by: the number of a cell, the keys of all versions of an area. */
function keysOf({ centre }: Asking, kind: 'cell' | 'area', { id, key }: { id: string; key: number }) {
  return kind === 'cell' ? [key] : [...(centre.areas.withCode(id)?.keys ?? [])]
}
