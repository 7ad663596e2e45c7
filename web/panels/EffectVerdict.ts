import type { EffectWarning, Ratio } from '@grid/data/contract'

/** What complaints and self-found tickets say together. */
export type Verdict =
  | 'foundEarly'
  | 'bothFell'
  | 'notFound'
  | 'bothRose'
  | 'hotlineRose'
  | 'foundMore'
  | 'foundLess'
  | 'unclear'

/** A change is called one where p is below this, as in the finding. */
const shown = 0.05

/** Which way a ratio went: 0 where chance alone could have made it. */
export function wayOf({ value, p }: Ratio): -1 | 0 | 1 {
  if (p === null || p >= shown) return 0
  // nothing before and something after
  if (value === null) return 1
  return value < 1 ? -1 : value > 1 ? 1 : 0
}

/** Tells "found early" from "not reported" as far as counts can. */
export function verdictOf(hotline: Ratio, selfFound: Ratio): Verdict {
  const complaints = wayOf(hotline)
  const found = wayOf(selfFound)
  if (complaints < 0) return found > 0 ? 'foundEarly' : found < 0 ? 'bothFell' : 'notFound'
  if (complaints > 0) return found > 0 ? 'bothRose' : 'hotlineRose'
  return found > 0 ? 'foundMore' : found < 0 ? 'foundLess' : 'unclear'
}

/** How much a warning matters: it could explain the change, makes it less sure, or is good to know. */
export const severities = ['doubt', 'caution', 'note'] as const
export type Severity = (typeof severities)[number]

const severityOf: Record<string, Severity> = {
  small_numbers: 'caution',
  picked_high: 'doubt',
  peak_before: 'doubt',
  trend_before: 'doubt',
  channel_shift: 'doubt',
  all_sources_alike: 'doubt',
  duplicates_merged: 'doubt',
  shared_change: 'doubt',
  boundary_changed: 'doubt',
  season: 'caution',
  uneven_months: 'caution',
  alike_neighbours: 'caution',
  few_comparable: 'caution',
  far_comparable: 'caution',
  unlocated: 'caution',
  too_few_for_lines: 'note',
  split_month: 'note',
  fewer_months: 'note',
}

/** Warnings with their severity, the gravest first; one not known here is taken for a caution. */
export function graded(warnings: readonly EffectWarning[]): (EffectWarning & { severity: Severity })[] {
  return warnings
    .map((warning) => ({ ...warning, severity: severityOf[warning.code] ?? ('caution' as const) }))
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}
