import type { Filter, Neighbours } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { type Counts, countsOf } from './counts.ts'
import type { Frame, Place } from './places/frame.ts'
import { latticeOf, levelOfCentre } from './places/frames.ts'
import { regionOf } from './places/region.ts'
import type { HotspotQuestion } from './question.ts'
import { type Neighbourhood, neighbourhoodAmong } from './statistics/neighbourhood.ts'

/** The places of a question with their tickets, and who neighbours whom among them. */
export interface Study {
  frame: Frame
  neighbours: Neighbours
  /** places taken into account, in the order of their numbers here */
  places: Place[]
  /** their numbers in the frame */
  members: Int32Array
  counts: Int32Array
  neighbourhood: Neighbourhood
  /** at the edge of the region */
  edge: boolean[]
  tickets: number
  unplaced: number
}

/** The frame that a question is asked in: cells of a size, or areas of a level. */
export function frameOf(asking: Asking, { cell, level }: HotspotQuestion): Promise<Frame> {
  return level === undefined ? latticeOf(asking, cell) : levelOfCentre(asking, level)
}

/** The tickets of a question counted over the places it is about. */
export async function studyOf(asking: Asking, question: HotspotQuestion, filter: Filter): Promise<Study> {
  const frame = await frameOf(asking, question)
  return await studyIn(asking, question, filter, frame, await countsOf(asking, filter, frame))
}

/** The study of tickets that have been counted in a frame. */
export async function studyIn(
  asking: Asking,
  { neighbours }: HotspotQuestion,
  filter: Filter,
  frame: Frame,
  { byPlace, unplaced }: Counts,
): Promise<Study> {
  const members = regionOf(asking, filter, frame, byPlace.keys())
  const counts = Int32Array.from(members, (place) => byPlace.get(place) ?? 0)
  const whole = await frame.neighbourhood(neighbours)
  const neighbourhood = neighbourhoodAmong(whole, members)
  const places = Array.from(members, (place) => frame.places[place]!)
  return {
    frame,
    neighbours,
    places,
    members,
    counts,
    neighbourhood,
    edge: edgesOf(places, neighbourhood, whole, members, frame.full(neighbours)),
    tickets: counts.reduce((sum, count) => sum + count, 0),
    unplaced,
  }
}

/**
 * Which places lie at the edge: a cell that lies partly beyond the outline, and any place whose neighbours, as many as
 * it would have on open ground or in the whole centre, are not all in the region.
 */
function edgesOf(
  places: readonly Place[],
  among: Neighbourhood,
  whole: Neighbourhood,
  members: Int32Array,
  full: number | undefined,
): boolean[] {
  return places.map(({ beyond }, index) => {
    const member = members[index]!
    const has = among.starts[index + 1]! - among.starts[index]!
    return beyond || has < (full ?? whole.starts[member + 1]! - whole.starts[member]!)
  })
}
