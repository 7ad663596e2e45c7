import type { Comparison, Filter, RateRatio, Segmented } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import type { AreaFacts } from './area.ts'
import type { ChannelCounts, ChannelKind } from './channels.ts'
import type { Candidate, Matching } from './comparable.ts'
import type { Monthly } from './counts.ts'
import type { Windows } from './windows.ts'

/** Everything counted and computed for a question: what warnings and finding are drawn from. */
export interface Evidence {
  centre: CentreRecord
  filter: Filter
  date: string
  windows: Windows
  area: AreaFacts
  counts: Monthly
  voidOrDuplicate: Monthly
  ratio: RateRatio
  segmented: Segmented | null
  matching: Matching
  comparison: Comparison
  channels: Record<ChannelKind | 'allSources', ChannelCounts>
  /** every basic area of the level, the area itself among them where it is one */
  level: readonly Candidate[]
  /** tickets of the question in no area of the level, and in all of them */
  unlocated: Monthly
  located: Monthly
}

/** p below which a change counts as shown. */
export const shown = 0.05
/** fewer events than this on a side are small numbers */
export const smallNumber = 10

/** -1 fell, 1 rose, 0 no change shown. */
export function direction({
  value,
  p,
  low,
}: {
  value: number | null
  p: number | null
  low: number | null
}): -1 | 0 | 1 {
  if (p === null || p >= shown) return 0
  // nothing before: whatever came after is a rise
  if (value === null) return low === null ? 0 : 1
  return value < 1 ? -1 : 1
}
