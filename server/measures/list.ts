import { closingRate } from './closing-rate.ts'
import { dueSoon } from './due-soon.ts'
import type { MeasureDefinition } from './measure.ts'
import { onTimeClosingRate } from './on-time-closing-rate.ts'
import { open } from './open.ts'
import { overdue } from './overdue.ts'
import { proactiveShare } from './proactive-share.ts'
import { reported } from './reported.ts'
import { solvedInCommunityShare } from './solved-in-community-share.ts'

/** Every measure, in the order they are shown: a new one is one file and one line here. */
export const measures: readonly MeasureDefinition[] = [
  reported,
  overdue,
  dueSoon,
  open,
  closingRate,
  onTimeClosingRate,
  proactiveShare,
  solvedInCommunityShare,
]

/** The measure of this id, or nothing. */
export function measureWithId(id: string): MeasureDefinition | undefined {
  return measures.find((measure) => measure.entry.id === id)
}

/** Ids of all measures, for messages. */
export const measureIds: readonly string[] = measures.map((measure) => measure.entry.id)
