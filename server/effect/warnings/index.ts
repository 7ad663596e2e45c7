import type { EffectWarning } from '@grid/data/contract'
import type { Evidence } from '../evidence.ts'
import { allSourcesAlike, channelShift, duplicatesMerged } from './intake.ts'
import { alikeNeighbours, smallNumbers, tooFewForLines, unevenMonths } from './numbers.ts'
import {
  boundaryChanged,
  farComparableAreas,
  fewComparableAreas,
  pickedHigh,
  sharedChange,
  unlocatedTickets,
} from './place.ts'
import { fewerMonths, peakBefore, season, splitMonth, trendBefore } from './time.ts'
import type { WarningRule } from './warning.ts'

/** In the order they are shown: what can turn the conclusion over comes first. */
const rules: readonly WarningRule[] = [
  smallNumbers,
  pickedHigh,
  peakBefore,
  trendBefore,
  channelShift,
  allSourcesAlike,
  duplicatesMerged,
  sharedChange,
  season,
  unevenMonths,
  alikeNeighbours,
  fewComparableAreas,
  farComparableAreas,
  unlocatedTickets,
  boundaryChanged,
  tooFewForLines,
  splitMonth,
  fewerMonths,
]

export function warningsOf(evidence: Evidence): EffectWarning[] {
  return rules.flatMap((rule) => rule(evidence) ?? [])
}
