import type { Channel, Name } from '@grid/data/contract'
import type { Dimension, Member } from '../centre/index.ts'
import { direction, type Evidence, smallNumber } from './evidence.ts'
import { intervalSaid, pSaid, rateSaid, ratioSaid } from './wording.ts'

/** One sentence from the numbers: what changed, beside what comparable areas did; that nothing can be said where so. */
export function findingOf(evidence: Evidence): Name {
  const { ratio, judged, date } = evidence
  const subject = subjectOf(evidence)
  const { before, after } = ratio
  if (before.count + after.count === 0)
    return {
      en: `No ${subject.en} were reported in the ${before.months} months before ${date} or the ${after.months} after: there is nothing to compare.`,
      zh: `${date}之前${before.months}个月和之后${after.months}个月均没有${subject.zh}：无从比较。`,
    }
  const change = changeSaid(evidence)
  if (before.count + after.count < smallNumber)
    return {
      en: `Too few to say: ${before.count} ${subject.en} before ${date} and ${after.count} after.`,
      zh: `数量太少，无法下结论：${date}之前${subject.zh}${before.count}件，之后${after.count}件。`,
    }
  const meanwhile = channelsSaid(evidence)
  if (direction(judged) === 0)
    return {
      en: `${capital(subject.en)} went from ${rateSaid(before.perMonth)} to ${rateSaid(after.perMonth)} a month around ${date} (${change.en}): chance alone could make that difference${meanwhile.en}.`,
      zh: `${subject.zh}在${date}前后由每月${rateSaid(before.perMonth)}件变为${rateSaid(after.perMonth)}件（${change.zh}）：仅凭偶然波动即可造成这一差别${meanwhile.zh}。`,
    }
  const fell = direction(judged) < 0
  const beside = besideComparable(evidence)
  return {
    en: `${capital(subject.en)} ${fell ? 'fell' : 'rose'} from ${rateSaid(before.perMonth)} to ${rateSaid(after.perMonth)} a month after ${date} (${change.en})${beside.en}${meanwhile.en}.`,
    zh: `${subject.zh}在${date}之后由每月${rateSaid(before.perMonth)}件${fell ? '降至' : '升至'}${rateSaid(after.perMonth)}件（${change.zh}）${beside.zh}${meanwhile.zh}。`,
  }
}

function changeSaid({ ratio, judged, widened }: Evidence): Name {
  const interval = intervalSaid(judged)
  const p = pSaid(judged.p ?? 1)
  const value = ratio.value === null ? null : ratioSaid(ratio.value)
  return {
    en: `${value === null ? 'none before' : `ratio ${value}`}, 95 % interval ${interval.en}${widened ? ' widened for uneven months' : ''}, ${p}`,
    zh: `${value === null ? '之前没有' : `比值${value}`}，95%区间${interval.zh}${widened ? '（已按月度起伏放宽）' : ''}，${p}`,
  }
}

function besideComparable({ judged, comparison }: Evidence): Name {
  const { areas, differenceInDifferences: did } = comparison
  if (did === null || comparison.ratio === null)
    return {
      en: '; no comparable area tells whether it would have done so anyway',
      zh: '；没有可比区域可判断是否本会如此',
    }
  const n = areas.length
  const theirs =
    comparison.ratio.value === null
      ? { en: `${n} comparable areas`, zh: `${n}个可比区域` }
      : {
          en: `${n} comparable ${n === 1 ? 'area, whose ratio is' : 'areas, whose ratio is'} ${ratioSaid(comparison.ratio.value)}`,
          zh: `${n}个可比区域（比值${ratioSaid(comparison.ratio.value)}）`,
        }
  const interval = intervalSaid(did)
  const figures =
    did.value === null
      ? { en: '', zh: '' }
      : {
          en: ` (ratio of ratios ${ratioSaid(did.value)}, ${interval.en})`,
          zh: `（比值之比${ratioSaid(did.value)}，${interval.zh}）`,
        }
  const way = direction(did)
  if (way === 0)
    return {
      en: `; no difference can be shown from ${theirs.en}${figures.en}`,
      zh: `；与${theirs.zh}相比看不出差异${figures.zh}`,
    }
  const more = way === direction(judged)
  return {
    en: `; that is ${more ? 'more' : 'less'} than in ${theirs.en}${figures.en}`,
    zh: `；变化${more ? '大于' : '小于'}${theirs.zh}${figures.zh}`,
  }
}

/** How the ways in changed meanwhile: the centre's own finding beside complaints, both where every source was asked for. */
function channelsSaid({ channels, filter, centre }: Evidence): Name {
  const asked = (filter.source ?? []).map((id) => centre.sources.withId(id))
  const nothing = { en: '', zh: '' }
  if (asked.some((source) => source?.proactive)) return nothing
  const found = channelSaid(channels.selfFound.channel, { en: 'self-found tickets', zh: '主动发现的工单' })
  if (asked.length > 0) return found
  const hotline = channelSaid(channels.hotline.channel, { en: 'hotline tickets', zh: '热线工单' })
  return { en: hotline.en + found.en, zh: hotline.zh + found.zh }
}

function channelSaid(channel: Channel, name: Name): Name {
  const way = direction(channel)
  if (way === 0) return { en: '', zh: '' }
  const [before, after] = [rateSaid(channel.before.perMonth), rateSaid(channel.after.perMonth)]
  return {
    en: `; ${name.en} ${way < 0 ? 'fell' : 'rose'} from ${before} to ${after}`,
    zh: `；${name.zh}由每月${before}件${way < 0 ? '降至' : '升至'}${after}件`,
  }
}

/** "12345 hotline tickets about sanitation in Shuijing" */
function subjectOf({ filter, centre, area }: Evidence): Name {
  const source = namesOf(centre.sources, filter.source)
  const category = namesOf(centre.categories, filter.category)
  const about = category ? ` about ${category.en}` : ''
  return {
    en: `${source ? `${source.en} ` : ''}tickets${about} in ${area.nameEn ?? area.name}`,
    zh: `${area.name}${source?.zh ?? ''}${category?.zh ?? ''}工单`,
  }
}

const mostNamed = 2

/** Null where there are none, or too many for a sentence. */
function namesOf(dimension: Dimension<Member>, ids: readonly string[] | undefined): Name | null {
  const names = (ids ?? []).flatMap((id) => dimension.withId(id)?.name ?? [])
  if (names.length === 0) return null
  if (names.length > mostNamed) return { en: `${names.length} kinds of`, zh: `${names.length}类` }
  return { en: names.map(({ en }) => en).join(' and '), zh: names.map(({ zh }) => zh).join('和') }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
