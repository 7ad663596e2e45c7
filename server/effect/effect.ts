import type { Effect, EffectMonth, Filter } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { type AreaFacts, areasAt, theArea } from './area.ts'
import { channelsOf } from './channels.ts'
import { type Candidate, comparableAreas } from './comparable.ts'
import { comparisonOf } from './comparison.ts'
import { countsByArea, countsBySource, type Monthly } from './counts.ts'
import type { Evidence } from './evidence.ts'
import { findingOf } from './finding.ts'
import { changeOf, sideOf, together } from './sides.ts'
import { type SegmentedFit, segmentedRegression } from './statistics/segmented.ts'
import { warningsOf } from './warnings/index.ts'
import { knownMonths, type Windows, windowsAround } from './windows.ts'

/** A day, and how many months to look at on each side of it. */
export interface EffectQuestion {
  date: string
  months?: number | undefined
}

/**
 * Before and after: what changed in an area around a date, beside comparable areas, and what else may have made it so.
 * Throws a 400 problem for an area, date or value that does not fit.
 */
export async function effect(
  asking: Asking,
  { date, months }: EffectQuestion,
  filter: Filter,
): Promise<Effect> {
  const { centre } = asking
  const { asOf, dataVersion, synthetic } = basisOf(asking, filter)
  const node = theArea(centre, filter.area)
  const windows = windowsAround(
    date,
    months,
    knownMonths(centre, Date.parse(asOf), filter.asOf !== undefined),
  )
  const [{ byArea, unlocated }, bySource, level] = await Promise.all([
    countsByArea(asking, filter, node, windows),
    countsBySource(asking, filter, windows),
    areasAt(asking, node.depth),
  ])
  const area = level.get(node.code) ?? { node, name: node.code, nameEn: null, households: null }
  const asked = bySource.filter(
    ({ source }) => filter.source === undefined || (source !== null && filter.source.includes(source)),
  )
  const counts = together(
    windows,
    asked.map((one) => one.counts),
  )
  const voidOrDuplicate = together(
    windows,
    asked.map((one) => one.voidOrDuplicate),
  )
  const fit = fitOf(windows, counts)
  const candidate = (facts: AreaFacts): Candidate => ({
    facts,
    before: sideOf(windows, byArea.get(facts.node.code) ?? [], 'before').count,
  })
  const basic = [...level.values()].filter((facts) => facts.node.kind === 'basic').map(candidate)
  const { matching, chosen } = comparableAreas(
    centre,
    { facts: area, before: sideOf(windows, counts, 'before').count },
    basic,
  )
  const channels = channelsOf(windows, centre.sources, bySource)
  const evidence: Evidence = {
    centre,
    filter,
    date,
    windows,
    area,
    counts,
    voidOrDuplicate,
    ratio: changeOf(windows, counts),
    segmented: fit?.segmented ?? null,
    matching,
    comparison: comparisonOf(windows, counts, matching, chosen, byArea),
    channels,
    level: basic,
    unlocated,
    located: together(windows, [...byArea.values()]),
  }
  return {
    asOf,
    dataVersion,
    synthetic,
    area: {
      code: node.code,
      name: area.name,
      nameEn: area.nameEn,
      level: centre.levels[node.depth]?.id ?? '',
      households: area.households,
    },
    date,
    series: seriesOf(evidence, fit),
    ratio: evidence.ratio,
    segmented: evidence.segmented,
    comparison: evidence.comparison,
    selfFound: channels.selfFound.channel,
    hotline: channels.hotline.channel,
    otherSources: channels.otherSources.channel,
    allSources: channels.allSources.channel,
    unlocated: {
      before: sideOf(windows, unlocated, 'before').count,
      after: sideOf(windows, unlocated, 'after').count,
    },
    warnings: warningsOf(evidence),
    finding: findingOf(evidence),
  }
}

function fitOf({ months }: Windows, counts: Monthly): SegmentedFit | null {
  return segmentedRegression(
    months.flatMap(({ side, time, days }, index) =>
      side === 'split' ? [] : [{ time, days, count: counts[index] ?? 0 }],
    ),
  )
}

function seriesOf({ windows, counts, voidOrDuplicate, channels }: Evidence, fit: SegmentedFit | null) {
  return windows.months.map((one, index): EffectMonth => {
    const { month, days, side } = one
    return {
      month,
      days,
      side,
      count: counts[index] ?? 0,
      voidOrDuplicate: voidOrDuplicate[index] ?? 0,
      selfFound: channels.selfFound.counts[index] ?? 0,
      hotline: channels.hotline.counts[index] ?? 0,
      otherSources: channels.otherSources.counts[index] ?? 0,
      fitted: fit === null || side === 'split' ? null : fit.fittedAt(one),
      projected: fit === null ? null : fit.projectedAt(one),
    }
  })
}
