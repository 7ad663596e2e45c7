import type { Channel } from '@grid/data/contract'
import { type Dimension, isHotline, type Source } from '../centre/index.ts'
import type { Monthly, SourceCounts } from './counts.ts'
import { changeOf, together } from './sides.ts'
import type { Windows } from './windows.ts'

/** How tickets came: found by the centre itself, over a hotline, or otherwise. */
export type ChannelKind = 'selfFound' | 'hotline' | 'otherSources'

/** Proactive sources are self-found; which of the others are hotlines the centre knows. */
export function channelOf(source: Source | undefined): ChannelKind {
  if (!source) return 'otherSources'
  if (source.proactive) return 'selfFound'
  return isHotline(source) ? 'hotline' : 'otherSources'
}

/** A channel by month. */
export interface ChannelCounts {
  channel: Channel
  counts: Monthly
}

/** The tickets of an area by channel, and all together. Every source of the centre is named, also silent ones. */
export function channelsOf(
  windows: Windows,
  sources: Dimension<Source>,
  bySource: readonly SourceCounts[],
): Record<ChannelKind | 'allSources', ChannelCounts> {
  const ids: (string | null)[] = [
    ...sources.ids,
    ...(bySource.some(({ source }) => source === null) ? [null] : []),
  ]
  const gather = (belongs: (kind: ChannelKind) => boolean): ChannelCounts => {
    const named = ids.filter((id) => belongs(kindOf(id)))
    const counts = together(
      windows,
      bySource.filter(({ source }) => named.includes(source)).map((one) => one.counts),
    )
    return { counts, channel: { ...changeOf(windows, counts), sources: named } }
  }
  const kindOf = (id: string | null) => channelOf(id === null ? undefined : sources.withId(id))
  return {
    selfFound: gather((kind) => kind === 'selfFound'),
    hotline: gather((kind) => kind === 'hotline'),
    otherSources: gather((kind) => kind === 'otherSources'),
    allSources: gather(() => true),
  }
}
