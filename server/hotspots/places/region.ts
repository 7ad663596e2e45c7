import type { Filter } from '@grid/data/contract'
import type { Asking } from '../../filter/index.ts'
import type { Frame, Place } from './frame.ts'
import { hexagonTest } from './hexagons.ts'
import { boxTest, polygonTest } from './overlap.ts'

/**
 * The places a question is about: those that lie, at least in part, where its filter may find tickets, and those where
 * it found some. Where the filter names no place that is the whole centre. A place without tickets belongs to it as much
 * as one with many: it counts as zero.
 */
export function regionOf(
  { caller, centre }: Asking,
  { area, bbox, within, hexagon }: Filter,
  frame: Frame,
  occupied: Iterable<number>,
): Int32Array {
  const { places } = frame
  const tests: ((place: Place, index: number) => boolean)[] = [({ outside }) => !outside]
  for (const codes of [area, caller.scope === 'all' ? undefined : caller.scope]) {
    if (codes === undefined) continue
    const known = codes.filter((code) => centre.areas.withCode(code))
    const covered = new Set(known.flatMap((code) => [...frame.within(code)]))
    tests.push((_, index) => covered.has(index))
  }
  if (bbox) tests.push(boxTest(bbox))
  if (within) tests.push(polygonTest(within))
  if (hexagon) tests.push(hexagonTest(hexagon))
  const inside = Uint8Array.from(places, (place, index) =>
    tests.every((test) => test(place, index)) ? 1 : 0,
  )
  for (const place of occupied) inside[place] = 1
  const members: number[] = []
  for (let place = 0; place < inside.length; place++) if (inside[place]) members.push(place)
  return Int32Array.from(members)
}
