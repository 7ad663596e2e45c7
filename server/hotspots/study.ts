import type { Filter, Neighbours } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { countsOf } from './counts.ts'
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

/** Counts the tickets of a question over the places it is about. */
export async function studyOf(asking: Asking, question: HotspotQuestion, filter: Filter): Promise<Study> {
  const frame = await frameOf(asking, question)
  const { byPlace, unplaced } = await countsOf(asking, filter, frame)
  const members = regionOf(asking, filter, frame, byPlace.keys())
  const counts = Int32Array.from(members, (place) => byPlace.get(place) ?? 0)
  const whole = await frame.neighbourhood(question.neighbours)
  const neighbourhood = neighbourhoodAmong(whole, members)
  const places = Array.from(members, (place) => frame.places[place]!)
  return {
    frame,
    neighbours: question.neighbours,
    places,
    members,
    counts,
    neighbourhood,
    edge: edgesOf(places, neighbourhood, whole, members, frame.full(question.neighbours)),
    tickets: counts.reduce((sum, count) => sum + count, 0),
    unplaced,
  }
}

/**
 * Which places lie at the edge: a cell that lies partly beyond the outline, and any place whose neighbours, as many as
 * it would have on open ground or in the whole centre, are not all in the region.
 */
export function edgesOf(
  places: readonly Place[],
  among: Neighbourhood,
  whole: Neighbourhood,
  members: Int32Array,
  full: number | undefined,
): boolean[] {
  return places.map((place, index) => {
    const member = members[index]!
    const has = among.starts[index + 1]! - among.starts[index]!
    return place.beyond || has < (full ?? whole.starts[member + 1]! - whole.starts[member]!)
  })
}
