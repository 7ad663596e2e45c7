import type { CentreRecord } from '../centre/index.ts'
import type { AreaFacts } from './area.ts'

/** An area with what it had before the date. */
export interface Candidate {
  facts: AreaFacts
  before: number
}

/** Why there are the comparable areas there are. */
export type Matching =
  | 'households and volume'
  | 'volume: households unknown'
  | 'volume: households too unlike'
  | 'none: special area'
  | 'none: no other area of this level has such tickets'
  | 'none: nothing before'

export const mostComparable = 5
export const fewestWithHouseholds = 3
export const householdFactor = 2

/**
 * The areas to hold another beside: basic ones of its level, on no branch with it, with tickets before the date;
 * households within a factor of 2 where at least 3 such are known; of these the 5 nearest in prior volume (by ratio),
 * then in households, then by code. Matching on what was before the date means that they were picked for being as bad,
 * and return to the mean as much (Barnett et al. 2005).
 */
export function comparableAreas(
  { areas }: CentreRecord,
  area: Candidate,
  others: readonly Candidate[],
): { matching: Matching; chosen: Candidate[] } {
  if (area.facts.node.kind === 'special') return { matching: 'none: special area', chosen: [] }
  if (area.before === 0) return { matching: 'none: nothing before', chosen: [] }
  const eligible = others.filter(
    ({ facts: { node }, before }) =>
      before > 0 &&
      node.kind === 'basic' &&
      node.depth === area.facts.node.depth &&
      !areas.related(node.code, area.facts.node.code),
  )
  if (eligible.length === 0)
    return { matching: 'none: no other area of this level has such tickets', chosen: [] }
  const alike = eligible.filter(
    (other) => logGap(households(other), households(area)) <= Math.log(householdFactor),
  )
  const known = households(area) !== null && eligible.some((other) => households(other) !== null)
  const enough = known && alike.length >= fewestWithHouseholds
  return {
    matching: enough
      ? 'households and volume'
      : known
        ? 'volume: households too unlike'
        : 'volume: households unknown',
    chosen: (enough ? alike : eligible).sort(nearestTo(area)).slice(0, mostComparable),
  }
}

function nearestTo(area: Candidate) {
  return (a: Candidate, b: Candidate) =>
    logGap(a.before, area.before) - logGap(b.before, area.before) ||
    tie(logGap(households(a), households(area)), logGap(households(b), households(area))) ||
    (a.facts.node.code < b.facts.node.code ? -1 : 1)
}

/** Distance of two positive numbers by ratio; endless where one is unknown or none. */
function logGap(a: number | null, b: number | null): number {
  return a === null || b === null || a <= 0 || b <= 0 ? Number.POSITIVE_INFINITY : Math.abs(Math.log(a / b))
}

/** Infinity - Infinity is no number. */
function tie(a: number, b: number): number {
  return a === b ? 0 : a - b
}

function households({ facts }: Candidate): number | null {
  return facts.households !== null && facts.households > 0 ? facts.households : null
}
