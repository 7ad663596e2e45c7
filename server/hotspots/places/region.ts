import type { Filter } from '@grid/data/contract'
import type { Asking } from '../../filter/index.ts'
import type { Frame } from './frame.ts'
import { overlapsBox, overlapsPolygon } from './overlap.ts'

/**
 * The places a question is about: those that lie, at least in part, where its filter may find tickets, and those where
 * it found some. Where the filter names no place that is the whole centre. A place without tickets belongs to it as much
 * as one with many: it counts as zero.
 */
export function regionOf(
  { caller, centre }: Asking,
  { area, bbox, within }: Filter,
  frame: Frame,
  occupied: Iterable<number>,
): Int32Array {
  const inside = new Uint8Array(frame.places.length).fill(1)
  const keep = (kept: (place: number) => boolean) => {
    for (let place = 0; place < inside.length; place++) if (inside[place] && !kept(place)) inside[place] = 0
  }
  const codes = [area, caller.scope === 'all' ? undefined : caller.scope]
  keep((place) => !frame.places[place]!.outside)
  for (const list of codes) {
    if (list === undefined) continue
    const covered = new Set(
      list.filter((code) => centre.areas.withCode(code)).flatMap((code) => [...frame.within(code)]),
    )
    keep((place) => covered.has(place))
  }
  if (bbox) keep((place) => overlapsBox(frame.places[place]!, bbox))
  if (within) keep((place) => overlapsPolygon(frame.places[place]!, within))
  for (const place of occupied) inside[place] = 1
  const members: number[] = []
  for (let place = 0; place < inside.length; place++) if (inside[place]) members.push(place)
  return Int32Array.from(members)
}
