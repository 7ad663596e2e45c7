import type { Filter } from '@grid/data/contract'
import { cellNumber } from '../cells/index.ts'
import { number, numberOrNull } from '../centre/index.ts'
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
  const rows = await store.read(
    sql`SELECT ${place} AS place, count(*) AS n FROM ticket t WHERE ${reportedIn(asking, filter)} GROUP BY 1`,
    { signal },
  )
  const find = placeFinder(asking, frame)
  const counts: Counts = { byPlace: new Map(), unplaced: 0 }
  for (const row of rows) {
    const found = find(numberOrNull(row.place))
    const n = number(row.n)
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
