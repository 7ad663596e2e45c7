import type { ComparedFigure, Figure } from '@grid/data/contract'
import { fewest } from '../lib/fewest.ts'
import { deviation, type Sense, senseOfCounts, senseOfShares } from './BriefChance.ts'

/** A category's tickets in the period and in the one before. */
export interface CategoryCounts {
  key: string | null
  now: number
  before: number
}

/** What the findings are drawn from; a figure is missing where the centre does not have its measure. */
export interface FindingsBasis {
  reported: ComparedFigure | undefined
  overdue: ComparedFigure | undefined
  proactive: ComparedFigure | undefined
  /** null where there is no earlier period */
  categories: readonly CategoryCounts[] | null
  /** overdue tickets of each area directly below */
  below: readonly { code: string; overdue: number }[]
  /** how long the first of the overdue tickets has been so, in ms; null where unknown */
  longestMs: number | null
}

/** One thing that the numbers say, before it is put into words. */
export type Finding =
  | { kind: 'none' }
  | { kind: 'few'; now: number; before: number }
  | { kind: 'alone'; now: number }
  | {
      kind: 'volume'
      now: number
      before: number
      sense: Sense
      year: { before: number; sense: Sense } | null
    }
  | { kind: 'overdue'; now: number; longestMs: number | null; most: { code: string; overdue: number } | null }
  | { kind: 'category'; key: string; now: number; before: number; sense: 'more' | 'fewer' }
  | { kind: 'proactive'; now: Figure; before: Figure; sense: 'more' | 'fewer' }

/**
 * Categories are many, and the one that moved most is picked from all of them: three standard deviations (0.27 % for
 * one) keep what chance alone turns up among twenty near one in twenty.
 */
const amongMany = 3

/** At most three findings: how much was reported, what is overdue, and what changed most beyond chance. */
export function findingsOf(basis: FindingsBasis): Finding[] {
  const { reported, overdue } = basis
  const found: Finding[] = []
  if (reported?.value != null) found.push(volume(reported.value, reported))
  if (overdue?.value != null) found.push(standing(overdue.value, basis))
  const moved = movedCategory(basis.categories) ?? movedShare(basis.proactive)
  if (moved) found.push(moved)
  return found
}

function volume(now: number, { previous, lastYear }: ComparedFigure): Finding {
  const before = previous?.value ?? null
  if (now === 0 && (before === null || before < fewest)) return { kind: 'none' }
  if (before === null) return { kind: 'alone', now }
  if (now < fewest || before < fewest) return { kind: 'few', now, before }
  const past = lastYear?.value ?? null
  return {
    kind: 'volume',
    now,
    before,
    sense: senseOfCounts(now, before),
    year: past === null || past < fewest ? null : { before: past, sense: senseOfCounts(now, past) },
  }
}

function standing(now: number, { below, longestMs }: FindingsBasis): Finding {
  const [first, second] = below.toSorted((a, b) => b.overdue - a.overdue)
  // the most of one area is no finding, nor is a lead shared by two
  const leads = first !== undefined && second !== undefined && first.overdue > Math.max(1, second.overdue)
  return { kind: 'overdue', now, longestMs: now > 0 ? longestMs : null, most: leads ? first : null }
}

function movedCategory(categories: readonly CategoryCounts[] | null): Finding | null {
  let most: Finding | null = null
  let furthest = amongMany
  for (const { key, now, before } of categories ?? []) {
    const away = Math.abs(deviation(now, before))
    if (key === null || Math.max(now, before) < fewest || away < furthest) continue
    furthest = away
    most = { kind: 'category', key, now, before, sense: now > before ? 'more' : 'fewer' }
  }
  return most
}

function movedShare(now: ComparedFigure | undefined): Finding | null {
  const before = now?.previous
  if (!now || !before || now.n < fewest || before.n < fewest) return null
  const sense = senseOfShares(now, before)
  return sense === 'alike' ? null : { kind: 'proactive', now, before, sense }
}
