import type { AreaGeometry } from '@grid/data/contract'
import { difference, intersection, union } from 'polyclip-ts'
import { labelOf, partsOf } from '../areas/index.ts'

type Parts = ReturnType<typeof partsOf>

/** Metres of a degree of latitude on the sphere of the authalic radius. */
const metres = (Math.PI / 180) * 6_371_007

/** Ground in WGS-84 as its parts; no parts is no ground. */
export type Ground = Parts

export function groundOf(geometry: AreaGeometry | null): Ground {
  return geometry ? partsOf(geometry) : []
}

export function common(one: Ground, other: Ground): Ground {
  return one.length === 0 || other.length === 0 ? [] : intersection(one, other)
}

export function without(one: Ground, others: readonly Ground[]): Ground {
  const taken = others.filter((ground) => ground.length > 0)
  return one.length === 0 || taken.length === 0 ? one : difference(one, ...taken)
}

export function together(grounds: readonly Ground[]): Ground {
  const [first, ...others] = grounds.filter((ground) => ground.length > 0)
  return first ? union(first, ...others) : []
}

/** Square metres, on a plane that touches the ground: exact to some parts in a thousand for an area of a city's size. */
export function squareMetres(ground: Ground): number {
  let sum = 0
  for (const part of ground)
    for (const [index, ring] of part.entries()) sum += (index === 0 ? 1 : -1) * Math.abs(ringMetres(ring))
  return sum
}

function ringMetres(ring: Parts[number][number]): number {
  const [origin] = ring
  if (!origin) return 0
  const [lon, lat] = origin
  const width = metres * Math.cos((lat * Math.PI) / 180)
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [x0, y0] = ring[i - 1]!
    const [x1, y1] = ring[i]!
    sum += (x0 - lon) * (y1 - lat) - (x1 - lon) * (y0 - lat)
  }
  return (sum / 2) * width * metres
}

/** A point well inside, to look at. */
export function placeIn(ground: Ground): [number, number] | null {
  if (ground.length === 0) return null
  const [lon, lat] = labelOf(ground)
  return [Number(lon.toFixed(6)), Number(lat.toFixed(6))]
}
