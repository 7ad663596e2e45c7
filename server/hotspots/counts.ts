import type { Filter } from '@grid/data/contract'
import { cellNumber } from '../cells/index.ts'
import { number, text } from '../centre/index.ts'
import { type Asking, areaColumn, reportedIn } from '../filter/index.ts'
import { sql } from '../store/index.ts'
import type { Frame } from './places/frame.ts'
import { Lattice } from './places/lattice.ts'

/** Tickets of a question by the number of their place in the frame. */
export interface Counts {
  byPlace: Map<number, number>
  /** tickets that lie in no place */
  unplaced: number
}

/** Counts the tickets of a filter, reported in its period, by place: one statement. */
export async function countsOf(asking: Asking, filter: Filter, frame: Frame): Promise<Counts> {
  const { store, signal } = asking
  const place = placeColumn(asking, frame)
  // one text: a row for each of tens of thousands of cells would take longer than the counting
  const [row] = await store.read(
    sql`SELECT coalesce(string_agg(place || ' ' || n, ' '), '') AS placed,
        coalesce(sum(n) FILTER (place IS NULL), 0) AS nowhere
      FROM (
        SELECT ${place} AS place, count(*) AS n FROM ticket t WHERE ${reportedIn(asking, filter)} GROUP BY 1
      )`,
    { signal },
  )
  const find = placeFinder(asking, frame)
  const counts: Counts = { byPlace: new Map(), unplaced: number(row?.nowhere) }
  const pairs = text(row?.placed).split(' ')
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const found = find(Number(pairs[at]))
    const n = Number(pairs[at + 1])
    if (found === undefined) counts.unplaced += n
    else counts.byPlace.set(found, (counts.byPlace.get(found) ?? 0) + n)
  }
  return counts
}

/** What tickets `t` are grouped by. */
export function placeColumn({ centre }: Asking, { kind }: Frame) {
  if (kind.kind === 'cell') return cellNumber(kind.resolution)
  return areaColumn(centre, centre.levels.find(({ id }) => id === kind.level)?.depth ?? 0)
}

/** The number in the frame of what a row was grouped by. */
export function placeFinder({ centre }: Asking, frame: Frame): (key: number | null) => number | undefined {
  if (frame instanceof Lattice) return (key) => (key === null ? undefined : frame.placeOf(key))
  const byCode = new Map(frame.places.map(({ id }, place) => [id, place]))
  return (key) => byCode.get(centre.areas.codeOf(key) ?? '')
}
