import type { DraftArea } from '../areas/index.ts'
import { common, type Ground, groundOf, squareMetres } from './ground.ts'

/** Ground of an earlier area that lies in a new one. */
export interface Shared {
  from: string
  to: string
  /** share of the earlier area's ground */
  share: number
}

/** Grounds by area, taken apart once. */
export class Grounds {
  private readonly known = new Map<DraftArea, { ground: Ground; metres: number }>()

  of(area: DraftArea): Ground {
    return this.entry(area).ground
  }

  metres(area: DraftArea): number {
    return this.entry(area).metres
  }

  private entry(area: DraftArea) {
    const known = this.known.get(area)
    if (known) return known
    const ground = groundOf(area.geometry)
    const made = { ground, metres: squareMetres(ground) }
    this.known.set(area, made)
    return made
  }
}

export function boxesMeet(one: DraftArea, other: DraftArea): boolean {
  if (!one.bbox || !other.bbox) return false
  const [west, south, east, north] = one.bbox
  return west < other.bbox[2] && east > other.bbox[0] && south < other.bbox[3] && north > other.bbox[1]
}

/** Shares below this are the drawing's, not the ground's. */
const sliver = 0.001

/** How the ground of earlier areas is divided among new ones of the same level. */
export function overlay(
  earlier: readonly DraftArea[],
  later: readonly DraftArea[],
  grounds: Grounds,
): Shared[] {
  return earlier.flatMap((from) => {
    const metres = grounds.metres(from)
    if (metres === 0) return []
    return later
      .filter((to) => to.level === from.level && to.kind === from.kind && boxesMeet(from, to))
      .map((to) => ({
        from: from.code,
        to: to.code,
        share: Math.min(1, squareMetres(common(grounds.of(from), grounds.of(to))) / metres),
      }))
      .filter(({ share }) => share > sliver)
  })
}
