import type { RateRatio } from '@grid/data/contract'
import type { Monthly } from '../counts.ts'
import { direction, type Evidence, shown, smallNumber } from '../evidence.ts'
import { changeOf, sideOf } from '../sides.ts'
import { rateRatio } from '../statistics/rate-ratio.ts'
import { rateSaid, ratioSaid, shareSaid } from '../wording.ts'
import { type WarningRule, warning } from './warning.ts'

const leastShareMoved = 0.1
const leastPartMadeUp = 0.5
const leastDuplicateShareMoved = 0.05

/** One way in went down and the others went up by half as much or more. */
export const channelShift: WarningRule = (evidence) => {
  const { ratio, judged, channels } = evidence
  const rest = otherThanAsked(evidence)
  if (rest === null) return hotlineShare(evidence)
  const way = direction(judged)
  const moved = ratio.after.perMonth - ratio.before.perMonth
  const movedRest = rest.after.perMonth - rest.before.perMonth
  if (way === 0 || moved * movedRest >= 0 || Math.abs(movedRest) < leastPartMadeUp * Math.abs(moved))
    return null
  const [by, byRest] = [rateSaid(Math.abs(moved)), rateSaid(Math.abs(movedRest))]
  const { before, after } = channels.allSources.channel
  const [all, allAfter] = [rateSaid(before.perMonth), rateSaid(after.perMonth)]
  return way < 0
    ? warning(
        'channel_shift',
        `The way in changed: these tickets fell by ${by} a month while the area's other sources rose by ${byRest}. Problems may be found early now, or only be written down elsewhere; counts alone cannot tell. All sources together went from ${all} to ${allAfter} a month.`,
        `来源渠道发生变化：这类工单每月减少${by}件，而该区域其他来源每月增加${byRest}件。可能是问题被提前发现，也可能只是换了登记渠道，仅凭数量无法区分。全部来源合计由每月${all}件变为${allAfter}件。`,
      )
    : warning(
        'channel_shift',
        `The way in changed: these tickets rose by ${by} a month while the area's other sources fell by ${byRest}. All sources together went from ${all} to ${allAfter} a month.`,
        `来源渠道发生变化：这类工单每月增加${by}件，而该区域其他来源每月减少${byRest}件。全部来源合计由每月${all}件变为${allAfter}件。`,
      )
}

/** Where every source is asked for: the hotline's part of them. */
function hotlineShare({ channels }: Evidence) {
  const { hotline, allSources } = channels
  const share = (side: 'before' | 'after') =>
    ofWhole(hotline.channel[side].count, allSources.channel[side].count)
  const { p } = rateRatio(
    { count: hotline.channel.before.count, exposure: allSources.channel.before.count },
    { count: hotline.channel.after.count, exposure: allSources.channel.after.count },
  )
  if (p === null || p >= shown || Math.abs(share('after') - share('before')) < leastShareMoved) return null
  const [before, after] = [shareSaid(share('before')), shareSaid(share('after'))]
  return warning(
    'channel_shift',
    `The way in changed: the hotline's part of all tickets went from ${before} to ${after}. What is counted is not the same before and after.`,
    `来源渠道发生变化：热线占全部工单的比例由${before}变为${after}，前后统计的口径并不相同。`,
  )
}

/** The sources not asked for changed the same way: perhaps less is reported, or recorded, altogether. */
export const allSourcesAlike: WarningRule = (evidence) => {
  const rest = otherThanAsked(evidence)
  const way = direction(evidence.judged)
  if (rest === null || way === 0 || rest.before.count < smallNumber || direction(rest) !== way) return null
  const times = ratioSaid(rest.value ?? 0)
  return warning(
    'all_sources_alike',
    `The area's other sources ${way < 0 ? 'fell' : 'rose'} too (ratio ${times}): perhaps ${way < 0 ? 'less' : 'more'} is reported or recorded altogether, whatever the date brought.`,
    `该区域其他来源也同样${way < 0 ? '下降' : '上升'}（比值${times}）：可能是整体上报或登记${way < 0 ? '减少' : '增加'}，与该日期未必有关。`,
  )
}

/** Tickets merged or thrown out more, or less, than before are counted all the same. */
export const duplicatesMerged: WarningRule = ({ windows, counts, voidOrDuplicate }) => {
  const part = (side: 'before' | 'after') => ({
    count: sideOf(windows, voidOrDuplicate, side).count,
    exposure: sideOf(windows, counts, side).count,
  })
  const [before, after] = [part('before'), part('after')]
  const { p } = rateRatio(before, after)
  const [share, shareAfter] = [ofWhole(before.count, before.exposure), ofWhole(after.count, after.exposure)]
  if (p === null || p >= shown || Math.abs(shareAfter - share) < leastDuplicateShareMoved) return null
  return warning(
    'duplicates_merged',
    `Void and duplicate tickets went from ${shareSaid(share)} to ${shareSaid(shareAfter)} of these: the rules for merging may have changed. They are counted here on both sides.`,
    `无效和重复工单的占比由${shareSaid(share)}变为${shareSaid(shareAfter)}：合并规则可能有变。此处两侧均计入。`,
  )
}

/** Null where every source is asked for. */
function otherThanAsked({ filter, windows, channels, counts }: Evidence): RateRatio | null {
  if (filter.source === undefined) return null
  const rest: Monthly = channels.allSources.counts.map((all, index) => all - (counts[index] ?? 0))
  return changeOf(windows, rest)
}

function ofWhole(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
