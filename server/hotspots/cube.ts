import type { Filter } from '@grid/data/contract'
import { daysBetween, number, numberOrNull } from '../centre/index.ts'
import { type Asking, reportedIn } from '../filter/index.ts'
import { day, sql } from '../store/index.ts'
import { placeColumn, placeFinder } from './counts.ts'
import type { Frame } from './places/frame.ts'
import type { Steps } from './steps.ts'

/** Tickets by place of the frame and step. */
export interface CubeCounts {
  byPlace: Map<number, Int32Array>
  /** tickets of the steps that lie in no place */
  unplaced: number
}

/** Counts the tickets of a filter by place and step: one statement. */
export async function cubeOf(
  asking: Asking,
  filter: Filter,
  frame: Frame,
  { starts, end }: Steps,
): Promise<CubeCounts> {
  const counts: CubeCounts = { byPlace: new Map(), unplaced: 0 }
  const [first] = starts
  // refuses what the centre does not know, steps or none
  const where = reportedIn(asking, first === undefined ? filter : { ...filter, from: first, to: end })
  if (first === undefined) return counts
  const { store, signal } = asking
  const stepOf = stepByDay(starts, end)
  const rows = await store.read(
    sql`SELECT place, string_agg(step || ' ' || n, ' ') AS steps
      FROM (
        SELECT ${placeColumn(asking, frame)} AS place,
          list_extract(CAST(${stepOf} AS INTEGER[]), t.day - ${day(first)} + 1) AS step, count(*) AS n
        FROM ticket t WHERE ${where} GROUP BY ALL
      ) GROUP BY place`,
    { signal },
  )
  const find = placeFinder(asking, frame)
  for (const row of rows) {
    const place = find(numberOrNull(row.place))
    const pairs = String(row.steps).split(' ')
    const steps =
      place === undefined ? undefined : (counts.byPlace.get(place) ?? new Int32Array(starts.length))
    for (let at = 0; at < pairs.length; at += 2) {
      const n = number(Number(pairs[at + 1]))
      if (steps === undefined) counts.unplaced += n
      else steps[Number(pairs[at])]! += n
    }
    if (place !== undefined && steps !== undefined) counts.byPlace.set(place, steps)
  }
  return counts
}

/** The step of each day from the first to the last. */
function stepByDay(starts: readonly string[], end: string): number[] {
  return starts.flatMap((start, step) =>
    new Array<number>(daysBetween(start, starts[step + 1] ?? end)).fill(step),
  )
}
