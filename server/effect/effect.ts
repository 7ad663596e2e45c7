import type { Effect, EffectMonth, Filter } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { areasAt, theArea } from './area.ts'
import type { ChannelKind } from './channels.ts'
import { countsByArea, countsBySource } from './counts.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import { findingOf } from './finding.ts'
import { sideOf } from './sides.ts'
import { warningsOf } from './warnings/index.ts'
import { knownMonths, windowsAround } from './windows.ts'

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
  const known = knownMonths(centre, Date.parse(asOf), filter.asOf !== undefined)
  const windows = windowsAround(date, months, known)
  const [byArea, bySource, level] = await Promise.all([
    countsByArea(asking, filter, node, windows),
    countsBySource(asking, filter, windows),
    areasAt(asking, node.depth),
  ])
  const area = level.find((facts) => facts.node === node) ?? {
    node,
    name: node.code,
    nameEn: null,
    households: null,
  }
  const evidence = evidenceOf({ centre, filter, date, windows, area, level, bySource, ...byArea })
  const { channels, ratio, widened, fit, comparison, unlocated } = evidence
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
    series: seriesOf(evidence),
    ratio,
    widened,
    segmented: fit?.segmented ?? null,
    comparison,
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

function seriesOf({ windows, counts, voidOrDuplicate, channels, fit }: Evidence): EffectMonth[] {
  return windows.months.map((one, index) => {
    const { month, days, side } = one
    const of = (kind: ChannelKind) => channels[kind].counts[index] ?? 0
    return {
      month,
      days,
      side,
      count: counts[index] ?? 0,
      voidOrDuplicate: voidOrDuplicate[index] ?? 0,
      selfFound: of('selfFound'),
      hotline: of('hotline'),
      otherSources: of('otherSources'),
      fitted: fit === null || side === 'split' ? null : fit.fittedAt(one),
      projected: fit === null ? null : fit.projectedAt(one),
    }
  })
}
