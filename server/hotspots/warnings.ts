import type { Hotspots } from '@grid/data/contract'
import { fewestAround } from './answer-place.ts'
import type { Steps } from './steps.ts'
import type { Study } from './study.ts'
import { written } from './written.ts'

type Warning = Hotspots['warnings'][number]

/** Ids that a warning lists. */
const mostListed = 100

/** What to bear in mind about the places of a study, whatever is asked of them. */
export function placeWarnings({ frame, places, edge, neighbourhood, counts, unplaced }: Study): Warning[] {
  const cells = frame.kind.kind === 'cell'
  const alone = places.filter((_, at) => neighbourhood.starts[at] === neighbourhood.starts[at + 1])
  const outside = places.filter((place) => place.outside)
  const beyond =
    outside.length === 0 ? 0 : counts.reduce((sum, n, at) => (places[at]!.outside ? sum + n : sum), 0)
  const edges = edge.filter(Boolean).length
  return [
    warning('unplaced', unplaced, {
      en: `${written(unplaced)} tickets lie in none of these places: ${cells ? 'they have no usable point' : 'they belong to no area of this level'}.`,
      zh: `有 ${written(unplaced)} 件工单不在这些地方之内：${cells ? '没有可用坐标' : '不属于该层级的任何区域'}。`,
    }),
    warning('edge', edges, {
      en: `${written(edges)} places lie at the edge: part of them or of their neighbours lies beyond, where nothing is known. Each is judged by the neighbours it has.`,
      zh: `有 ${written(edges)} 个地方位于边缘：其自身或邻居有一部分在范围之外，情况不明；各按实有的邻居计算。`,
    }),
    warning(
      'outside',
      outside.length,
      {
        en: `${written(outside.length)} cells with ${written(beyond)} tickets lie beyond the outlines of all areas; they are compared too.`,
        zh: `有 ${written(outside.length)} 个单元（${written(beyond)} 件工单）在所有区域边界之外，也参与比较。`,
      },
      outside,
    ),
    warning(
      'islands',
      alone.length,
      {
        en: `${written(alone.length)} places have no neighbours and are judged by themselves alone.`,
        zh: `有 ${written(alone.length)} 个地方没有邻居，仅按自身计算。`,
      },
      alone,
    ),
  ].flat()
}

/** Hot by their score, but over too few tickets to be called so. */
export function fewAroundWarning(few: readonly { id: string }[]): Warning[] {
  return warning(
    'few_around',
    few.length,
    {
      en: `${written(few.length)} places have a high score over fewer than ${fewestAround} tickets in their whole neighbourhood; they are not called hot.`,
      zh: `有 ${written(few.length)} 个地方得分高，但整个邻域不足 ${fewestAround} 件工单，不称为热点。`,
    },
    few,
  )
}

/** Areas that take no part in a comparison of rates. */
export function householdsWarning(left: readonly { id: string }[]): Warning[] {
  return warning(
    'no_households',
    left.length,
    {
      en: `${written(left.length)} areas have no households, or nobody knows how many: they have no rate and take no part.`,
      zh: `有 ${written(left.length)} 个区域没有户数或户数不详，没有比率，不参与比较。`,
    },
    left,
  )
}

/** Hot places that may be hot by their coordinates alone. */
export function pilesWarning(ids: readonly string[]): Warning[] {
  return warning(
    'piled',
    ids.length,
    {
      en: `In ${written(ids.length)} hot places most tickets lie on one exact point: perhaps a rounded or default coordinate, not a place where things happen.`,
      zh: `有 ${written(ids.length)} 个热点的多数工单落在完全相同的一点上：可能是取整或默认坐标，而非真实发生地。`,
    },
    ids.map((id) => ({ id })),
  )
}

/** Days that make no whole step, or are not over. */
export function daysWarning({ before, after }: Steps['leftOut']): Warning[] {
  const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`
  const parts = [
    {
      count: before,
      en: `${days(before)} at the beginning that make no whole step`,
      zh: `开头不足一个时段的 ${before} 天`,
    },
    { count: after, en: `${days(after)} at the end that are not over`, zh: `结尾尚未结束的 ${after} 天` },
  ].filter(({ count }) => count > 0)
  return warning('days_left_out', before + after, {
    en: `Left out: ${parts.map(({ en }) => en).join(', ')}.`,
    zh: `未计入：${parts.map(({ zh }) => zh).join('，')}。`,
  })
}

function warning(
  code: Warning['code'],
  count: number,
  text: Warning['text'],
  places: readonly { id: string }[] = [],
): Warning[] {
  return count === 0 ? [] : [{ code, text, places: places.slice(0, mostListed).map(({ id }) => id) }]
}
