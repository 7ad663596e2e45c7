import type { Filter } from '@grid/data/contract'
import { number } from '../centre/index.ts'
import { type Asking, reportedIn } from '../filter/index.ts'
import { type Sql, sql } from '../store/index.ts'
import { placeColumn } from './counts.ts'
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
  { frame, places, counts }: Study,
  hot: readonly number[],
): Promise<string[]> {
  const column = placeColumn(asking, frame)
  /** Those of the places of which enough tickets lie together, as an expression over tickets tells them apart. */
  const piledUp = async (among: readonly number[], points: Sql): Promise<number[]> => {
    if (among.length === 0) return []
    const keyed = among.flatMap((place) =>
      keysOf(asking, frame.kind.kind, places[place]!).map((key) => ({ key, place })),
    )
    const rows = await asking.store.read(
      sql`SELECT place, max(n) AS most FROM (
          SELECT looked.place, count(*) AS n
          FROM ticket t JOIN (
              SELECT unnest(CAST(${keyed.map(({ key }) => key)} AS BIGINT[])) AS key,
                unnest(CAST(${keyed.map(({ place }) => place)} AS INTEGER[])) AS place
            ) looked ON looked.key = CAST(${column} AS BIGINT)
          WHERE ${reportedIn(asking, filter)} AND t.lon IS NOT NULL GROUP BY looked.place, ${points}
        ) GROUP BY place`,
      { signal: asking.signal },
    )
    const most = new Map(rows.map((row) => [number(row.place), number(row.most)]))
    return among.filter((place) => {
      const together = most.get(place) ?? 0
      return together >= fewestOnPoint && together >= leastShare * counts[place]!
    })
  }
  const looked = hot.filter((place) => counts[place]! >= fewestOnPoint).slice(0, mostPlaces)
  // what lies on one point lies in one of a few heaps: there are as many points as tickets, and to count them takes long
  const heaped = await piledUp(looked, sql`hash(t.lon, t.lat) & 15`)
  const piled = await piledUp(heaped, sql`t.lon, t.lat`)
  return piled.map((place) => places[place]!.id)
}

/** What tickets of a place are grouped by: the number of a cell, the keys of all versions of an area. */
function keysOf({ centre }: Asking, kind: 'cell' | 'area', { id, key }: { id: string; key: number }) {
  return kind === 'cell' ? [key] : [...(centre.areas.withCode(id)?.keys ?? [])]
}
