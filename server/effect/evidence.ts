import type { Comparison, Effect, Filter, RateRatio, Ratio } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import type { AreaFacts } from './area.ts'
import { type ChannelCounts, type ChannelKind, channelsOf } from './channels.ts'
import { type Candidate, comparableAreas } from './comparable.ts'
import { comparisonOf } from './comparison.ts'
import type { AreaCounts, Monthly, SourceCounts } from './counts.ts'
import { changeOf, monthsOf, sideOf, together } from './sides.ts'
import { widenedRatio } from './statistics/dispersion.ts'
import { type SegmentedFit, segmentedRegression } from './statistics/segmented.ts'
import type { Windows } from './windows.ts'

/** What was counted for a question. */
export interface Counted extends AreaCounts {
  centre: CentreRecord
  filter: Filter
  date: string
  windows: Windows
  area: AreaFacts
  /** every area of its level, special ones too */
  level: readonly AreaFacts[]
  /** the area's tickets of the question without its sources */
  bySource: readonly SourceCounts[]
}

/** Everything computed of it: what the answer, its warnings and its finding are drawn from. */
export interface Evidence extends Omit<Counted, 'level'> {
  counts: Monthly
  voidOrDuplicate: Monthly
  ratio: RateRatio
  /** the ratio with a wider interval and p where months are uneven */
  widened: Effect['widened']
  /** the one of the two that conclusions go by */
  judged: Ratio
  fit: SegmentedFit | null
  comparison: Comparison
  channels: Record<ChannelKind | 'allSources', ChannelCounts>
  /** every basic area of the level, the area itself among them where it is one */
  level: readonly Candidate[]
  /** tickets of the question in all areas of the level */
  located: Monthly
}

/** p below which a change counts as shown. */
export const shown = 0.05
/** fewer events than this on a side are small numbers */
export const smallNumber = 10

/** -1 fell, 1 rose, 0 no change shown. */
export function direction({ value, p, low }: Pick<Ratio, 'value' | 'p' | 'low'>): -1 | 0 | 1 {
  if (p === null || p >= shown) return 0
  // nothing before: whatever came after is a rise
  if (value === null) return low === null ? 0 : 1
  return value < 1 ? -1 : 1
}

/** Computes what there is to know from what was counted. */
export function evidenceOf(counted: Counted): Evidence {
  const { centre, filter, windows, area, bySource, byArea } = counted
  const asked = bySource.filter(
    ({ source }) => filter.source === undefined || (source !== null && filter.source.includes(source)),
  )
  const sum = (of: (one: SourceCounts) => Monthly) => together(windows, asked.map(of))
  const counts = sum((one) => one.counts)
  const ratio = changeOf(windows, counts)
  const widened = widenedRatio(monthsOf(windows, counts, 'before'), monthsOf(windows, counts, 'after'))
  const before = (monthly: Monthly) => sideOf(windows, monthly, 'before').count
  const level = counted.level
    .filter(({ node }) => node.kind === 'basic')
    .map((facts) => ({ facts, before: before(byArea.get(facts.node.code) ?? []) }))
  const { matching, chosen } = comparableAreas(centre, { facts: area, before: before(counts) }, level)
  return {
    ...counted,
    counts,
    voidOrDuplicate: sum((one) => one.voidOrDuplicate),
    ratio,
    widened,
    judged: widened ?? ratio,
    fit: fitOf(windows, counts),
    comparison: comparisonOf(windows, counts, matching, chosen, byArea),
    channels: channelsOf(windows, centre.sources, bySource),
    level,
    located: together(windows, [...byArea.values()]),
  }
}

function fitOf({ months }: Windows, counts: Monthly): SegmentedFit | null {
  return segmentedRegression(
    months.flatMap(({ side, time, days }, index) =>
      side === 'split' ? [] : [{ time, days, count: counts[index] ?? 0 }],
    ),
  )
}
