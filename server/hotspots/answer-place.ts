import type { Hotspot, HotspotPlace } from '@grid/data/contract'
import type { Place } from './places/frame.ts'
import type { Scores } from './scores.ts'
import { classOf, levelOf } from './statistics/classes.ts'
import type { Valued } from './values.ts'

/** A hot place with fewer tickets in its whole neighbourhood than this is not called hot. */
export const fewestAround = 5

/** A place as the answers carry it. */
export function placeSaid({ id, centre, boundary, area }: Place, edge: boolean, ring: boolean): HotspotPlace {
  return { id, centre, boundary: ring ? boundary : null, area, edge }
}

/** Every place of a study with its score; none is hot or cold unless there is `enough` to say. */
export function hotspotsOf(valued: Valued, scores: Scores, enough: boolean, ring: boolean): Hotspot[] {
  const { study, left } = valued
  const cells = new Array<Hotspot>(study.places.length + left.length)
  // tens of thousands of them: a loop without closures, and objects of one shape written out
  for (let index = 0; index < study.places.length; index++)
    cells[index] = scoredPlace(valued, scores, index, enough, ring)
  for (let index = 0; index < left.length; index++)
    cells[study.places.length + index] = leftPlace(left[index]!.place, left[index]!.count, ring)
  return cells
}

function scoredPlace(
  { study, expected }: Valued,
  { z, p, pAdjusted, around, aroundExpected }: Scores,
  index: number,
  enough: boolean,
  ring: boolean,
): Hotspot {
  const place = study.places[index]!
  const score = z[index]!
  const count = study.counts[index]!
  const total = around.sums[index]!
  const called = enough && (score <= 0 || total >= fewestAround)
  return {
    id: place.id,
    centre: place.centre,
    boundary: ring ? place.boundary : null,
    area: place.area,
    edge: study.edge[index]!,
    count,
    expected: figure(expected[index]!) ?? 0,
    around: total,
    aroundExpected: figure(aroundExpected[index]!) ?? 0,
    households: place.households,
    rate: rateOf(place, count),
    neighbours: around.weights[index]! - 1,
    z: figure(score),
    p: figure(p[index]!),
    pAdjusted: figure(pAdjusted[index]!),
    class: classOf(called ? levelOf(score, pAdjusted[index]!) : 0),
    rawClass: classOf(called ? levelOf(score, p[index]!) : 0),
  }
}

/** A place without households among rates: listed, and not scored. */
function leftPlace(place: Place, count: number, ring: boolean): Hotspot {
  return {
    id: place.id,
    centre: place.centre,
    boundary: ring ? place.boundary : null,
    area: place.area,
    edge: false,
    count,
    expected: 0,
    around: count,
    aroundExpected: 0,
    households: place.households,
    rate: null,
    neighbours: 0,
    z: null,
    p: null,
    pAdjusted: null,
    class: 'none',
    rawClass: 'none',
  }
}

/** Tickets of a place per 1,000 of its households; null where these are not known, or none. */
export function rateOf({ households }: Place, count: number): number | null {
  return households !== null && households > 0 ? figure((1000 * count) / households) : null
}

/** Eight digits are more than any of these figures can mean; null where it is not defined. */
export function figure(value: number): number | null {
  if (Number.isNaN(value)) return null
  const size = Math.abs(value)
  // beyond these powers of ten have no double; toPrecision would write every figure as text to read it again
  if (size < 1e-280 || size > 1e15) return value
  const scale = 10 ** (7 - Math.floor(Math.log10(size)))
  return Math.round(value * scale) / scale
}
