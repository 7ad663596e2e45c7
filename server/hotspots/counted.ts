import type { Filter, Hotspot } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { countsOf } from './counts.ts'
import { latticeOf } from './places/frames.ts'
import { regionOf } from './places/region.ts'
import type { HotspotQuestion } from './question.ts'

/** A cell with its tickets. */
export type CountedCell = Pick<Hotspot, 'id' | 'centre' | 'boundary' | 'count'>

/** The cells that hold tickets of a filter, in the order of `hotspots`: its counts, without what it reckons of them. */
export async function countedCells(
  asking: Asking,
  cell: HotspotQuestion['cell'],
  filter: Filter,
): Promise<CountedCell[]> {
  const frame = await latticeOf(asking, cell)
  const { byPlace } = await countsOf(asking, filter, frame)
  return Array.from(regionOf(asking, filter, frame, byPlace.keys())).flatMap((place) => {
    const count = byPlace.get(place)
    const { id, centre, boundary } = frame.places[place]!
    return count ? [{ id, centre, boundary, count }] : []
  })
}
