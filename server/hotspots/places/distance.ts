import Flatbush from 'flatbush'
import type { Neighbourhood } from '../statistics/neighbourhood.ts'
import { neighbourhoodOf } from '../statistics/neighbourhood.ts'
import { inSlices } from './slices.ts'

/** Mean radius of the earth in metres. */
const radius = 6_371_008.8
const degree = Math.PI / 180

/** Metres from one point to another along a great circle (haversine). */
export function metresBetween([lon1, lat1]: readonly number[], [lon2, lat2]: readonly number[]): number {
  const half = (a: number, b: number) => Math.sin(((b - a) * degree) / 2) ** 2
  const chord = half(lat1!, lat2!) + Math.cos(lat1! * degree) * Math.cos(lat2! * degree) * half(lon1!, lon2!)
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Degrees of longitude and latitude that so many metres reach at a latitude. */
export function reachOf(metres: number, lat: number): [number, number] {
  const height = metres / (radius * degree)
  return [height / Math.max(0.01, Math.cos(lat * degree)), height]
}

/**
 * Neighbours up to so many metres apart, centre to centre; a place without a centre has none. Null where there would be
 * more than `most` pairs.
 */
export async function withinDistance(
  centres: readonly (readonly [number, number] | null)[],
  metres: number,
  most: number,
): Promise<Neighbourhood | null> {
  const known = centres.flatMap((centre, place) => (centre ? [place] : []))
  const lists: number[][] = centres.map(() => [])
  if (known.length === 0) return neighbourhoodOf(lists)
  const tree = new Flatbush(known.length)
  for (const place of known) {
    const [lon, lat] = centres[place]!
    tree.add(lon, lat, lon, lat)
  }
  tree.finish()
  let pairs = 0
  await inSlices(known.length, (index) => {
    const place = known[index]!
    const centre = centres[place]!
    if (pairs > most) return
    // the sphere is a little rounder than the box at its latitude
    const [dx, dy] = reachOf(metres * 1.01, centre[1])
    const near = tree.search(centre[0] - dx, centre[1] - dy, centre[0] + dx, centre[1] + dy)
    for (const found of near) {
      const other = known[found]!
      if (other !== place && metresBetween(centre, centres[other]!) <= metres) lists[place]!.push(other)
    }
    pairs += lists[place]!.length
  })
  return pairs > most ? null : neighbourhoodOf(lists)
}
