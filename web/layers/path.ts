import type { Centre, Hop } from '@grid/data/contract'
import type { Box } from '../map/spec.ts'
import { spread } from './spread.ts'
import { placeUnits } from './unit-places.ts'

/** A place where a ticket has been, with the numbers of its stays there. */
export interface PathStop {
  /** unit, or tier where the log names no unit */
  key: string
  name: string
  /** where it is drawn: aside of `home` where stops would cover each other */
  at: [number, number]
  /** where it is */
  home: [number, number]
  how: 'own' | 'area' | 'beside'
  /** from 1 */
  numbers: number[]
  /** the ticket is here now */
  present: boolean
}

/** A way from one place to another that the ticket took, once or more often. */
export interface PathLeg {
  from: [number, number]
  to: [number, number]
}

/** A ticket's own way on the map. */
export interface TicketPath {
  stops: PathStop[]
  legs: PathLeg[]
  strip: Box | null
}

/** Who has a stay: the unit, else the tier by its name; null where the log says neither. */
export function holderOf(hop: Pick<Hop, 'unit' | 'tier'>): string | null {
  return hop.unit ?? hop.tier
}

/**
 * The way of a ticket through its stays. Stays whose holder the log does not name are left out of it, and the leg goes on
 * from the one before. `nameOf` names a holder, `box` is what the strip stands beside.
 */
export function pathOf(
  hops: readonly Hop[],
  units: Centre['units'],
  labelOf: (area: string) => readonly [number, number] | null,
  nameOf: (hop: Pick<Hop, 'unit' | 'tier'>) => string,
  box: Box | null,
): TicketPath {
  const holders = [...new Set(hops.flatMap((hop) => holderOf(hop) ?? []))]
  const { of, strip } = placeUnits(holders, units, labelOf, box)
  const drawn = spread(new Map([...of].map(([key, { at }]) => [key, at])), box)
  const stops = new Map<string, PathStop>()
  const legs = new Map<string, PathLeg>()
  let before: PathStop | undefined
  let number = 0
  for (const hop of hops) {
    // between the first and the last stays of a very long log there is a gap that no leg may bridge
    if (hop.number > number + 1) before = undefined
    number = hop.number
    const key = holderOf(hop)
    const place = key === null ? undefined : of.get(key)
    if (key === null || !place) continue
    const stop: PathStop = stops.get(key) ?? {
      key,
      name: nameOf(hop),
      at: drawn.get(key) ?? place.at,
      home: place.at,
      how: place.how,
      numbers: [],
      present: false,
    }
    stop.numbers.push(hop.number)
    stop.present = hop.left_at === null
    stops.set(key, stop)
    if (before && before.key !== key) {
      // a way taken again lies upon itself: it is drawn once, however often
      const way = `${before.key}\n${key}`
      legs.set(way, { from: before.at, to: stop.at })
    }
    before = stop
  }
  return { stops: [...stops.values()], legs: [...legs.values()], strip }
}
