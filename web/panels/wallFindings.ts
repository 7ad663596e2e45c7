import type { ComparedFigure, Figure, Hotspots } from '@grid/data/contract'
import { fewest } from '../lib/fewest.ts'
import { senseOfCounts, senseOfShares } from './BriefChance.ts'

/** How a period's number of tickets stands to the one before; no change is spoken of where chance could make it. */
export type Volume =
  | { kind: 'none' }
  | { kind: 'alone'; now: number }
  | { kind: 'few' | 'more' | 'fewer' | 'alike'; now: number; before: number }

/** What a count says beside its past. */
export function volumeOf({ value, previous }: Pick<ComparedFigure, 'value' | 'previous'>): Volume {
  const now = value ?? 0
  const before = previous?.value ?? null
  if (now === 0 && (before === null || before < fewest)) return { kind: 'none' }
  if (before === null) return { kind: 'alone', now }
  if (now < fewest || before < fewest) return { kind: 'few', now, before }
  return { kind: senseOfCounts(now, before), now, before }
}

/** How a share stands to the one before; `few` where it rests on too few to be a rate. */
export type Share =
  | { kind: 'unknown' }
  | { kind: 'few' | 'alone'; now: Figure }
  | { kind: 'more' | 'fewer' | 'alike'; now: Figure; before: Figure }

/** What a share says beside its past. */
export function shareOf(now: ComparedFigure | undefined): Share {
  if (!now || now.value === null) return { kind: 'unknown' }
  if (now.n < fewest) return { kind: 'few', now }
  const before = now.previous
  if (!before || before.value === null || before.n < fewest) return { kind: 'alone', now }
  return { kind: senseOfShares(now, before), now, before }
}

/** The one that leads clearly: with more than one, and more than the next; null where none does. */
export function leaderOf<T extends { value: number }>(all: readonly T[]): T | null {
  const [first, second] = all.toSorted((a, b) => b.value - a.value)
  return first !== undefined && first.value > Math.max(1, second?.value ?? 0) ? first : null
}

/** Where hot places lie together. */
export interface Crowd {
  /** code of the area; null for hot places in none */
  area: string | null
  /** hot places in it */
  places: number
  /** of the hottest of them: tickets with its neighbours, and what an even spread would have there */
  around: number
  expected: number
  /** its standard score */
  z: number
}

/** Hot places gathered by an area each, the hottest first. `areaOf` takes the smallest area to the one that is named. */
export function crowdsOf(cells: Hotspots['cells'], areaOf: (code: string | null) => string | null): Crowd[] {
  const crowds = new Map<string | null, Crowd>()
  for (const cell of cells) {
    if (!cell.class.startsWith('hot') || cell.z === null) continue
    const area = areaOf(cell.area)
    const known = crowds.get(area)
    const hotter = !known || cell.z > known.z
    crowds.set(area, {
      area,
      places: (known?.places ?? 0) + 1,
      around: hotter ? cell.around : known.around,
      expected: hotter ? cell.aroundExpected : known.expected,
      z: hotter ? cell.z : known.z,
    })
  }
  return [...crowds.values()].sort((a, b) => b.z - a.z)
}
