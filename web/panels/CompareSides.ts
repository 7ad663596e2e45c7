import type { AreaFeature, Breakdown } from '@grid/data/contract'
import { type AreaIndex, isWithin } from '../api/index.ts'
import { fewest } from '../lib/fewest.ts'

/** Of two, the first and the second. */
export const sides = [0, 1] as const

/** What a reader has to know before two areas are set side by side. */
export type CompareNote =
  | { kind: 'same' }
  | { kind: 'levels' }
  | { kind: 'within'; inner: string; outer: string }
  | { kind: 'special' }
  | { kind: 'households' }

/** What to beware of with these two areas, the gravest first. */
export function notesOf(a: AreaFeature, b: AreaFeature): CompareNote[] {
  if (a.id === b.id) return [{ kind: 'same' }]
  const notes: CompareNote[] = []
  if (isWithin(a, b.id)) notes.push({ kind: 'within', inner: a.id, outer: b.id })
  else if (isWithin(b, a.id)) notes.push({ kind: 'within', inner: b.id, outer: a.id })
  else if (a.properties.kind === 'special' || b.properties.kind === 'special') notes.push({ kind: 'special' })
  if (a.properties.level !== b.properties.level) notes.push({ kind: 'levels' })
  if (householdsOf(a) === null || householdsOf(b) === null) notes.push({ kind: 'households' })
  return notes
}

/** Households to set counts against; null where unknown or none. */
export function householdsOf(area: AreaFeature): number | null {
  const { households } = area.properties
  return households !== null && households > 0 ? households : null
}

/** A count per 1,000 households; null where either is unknown. */
export function perThousand(count: number | null, households: number | null): number | null {
  return count === null || households === null ? null : (count * 1000) / households
}

/** Areas of the same level as one, itself left out: those beside it first, then the others by code. */
export function alike(index: AreaIndex, area: AreaFeature): AreaFeature[] {
  const { level, parent } = area.properties
  const others = [...index.all, ...index.special].filter(
    ({ id, properties }) => properties.level === level && id !== area.id,
  )
  const beside = (one: AreaFeature) => one.properties.parent === parent
  return [...others.filter(beside), ...others.filter((one) => !beside(one))]
}

/** A category in both areas. */
export interface CategoryPair {
  key: string | null
  counts: readonly [number, number]
  /** counts, or counts per 1,000 households */
  values: readonly [number, number]
  /** fewer than 10 tickets on both sides: its difference says little */
  few: boolean
}

/**
 * Every category that either area has, the widest difference first and those of few tickets after all others;
 * `households` of null leave counts as they are.
 */
export function categoryPairs(
  a: Breakdown['groups'],
  b: Breakdown['groups'],
  households: readonly [number, number] | null,
): CategoryPair[] {
  const left = new Map(a.map(({ key, reported }) => [key, reported]))
  const right = new Map(b.map(({ key, reported }) => [key, reported]))
  const pairs = [...new Set([...left.keys(), ...right.keys()])].map((key): CategoryPair => {
    const counts = [left.get(key) ?? 0, right.get(key) ?? 0] as const
    const values = households
      ? ([(counts[0] * 1000) / households[0], (counts[1] * 1000) / households[1]] as const)
      : counts
    return { key, counts, values, few: Math.max(...counts) < fewest }
  })
  const width = ({ values: [one, other] }: CategoryPair) => Math.abs(one - other)
  return pairs
    .filter(({ counts }) => Math.max(...counts) > 0)
    .sort((one, other) => Number(one.few) - Number(other.few) || width(other) - width(one))
}
