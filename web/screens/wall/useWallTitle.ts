import type { AreaIndex } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { fewest } from '../../lib/fewest.ts'
import { formatFigure, formatNumber } from '../../lib/format.ts'
import { daysIn } from '../../lib/time.ts'
import { areaName, type Names, useNames } from '../../panels/useNames.ts'
import { crowdsOf, leaderOf, shareOf, volumeOf } from '../../panels/wallFindings.ts'
import { joined, type Speaker, shareSaid, volumeSaid } from '../../panels/wallTitles.ts'
import { useLang } from '../../ui/surface.tsx'
import type { WallScene } from './scenes.ts'
import { crowdArea } from './spots.ts'
import type { WallAnswers } from './useWallAnswers.ts'

/** What a title is made from. */
interface Telling extends Speaker {
  answers: WallAnswers
  index: AreaIndex
  names: Names
}

/** The finding of a scene as a sentence, from its answers alone. */
export function useWallTitle(scene: WallScene, answers: WallAnswers, index: AreaIndex): string {
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { period, figures } = answers
  if (!period) return say('wall.find.noData')
  const about = scene.kind === 'area' ? areaName(index, scene.code, lang) : null
  if (!figures.data)
    return joined([about, say(figures.error ? 'wall.find.failed' : 'wall.find.loading')], lang)
  const telling = { answers, index, names, say, lang }
  switch (scene.kind) {
    case 'deadlines':
      return deadlinesSaid(telling)
    case 'escalation':
      return escalationSaid(telling)
    case 'hotspots':
      return hotspotsSaid(telling)
    default: {
      const said = volumeAndOverdue(telling, daysIn(period))
      return about === null ? said : lang === 'zh' ? `${about}：${said}` : `${about}: ${said}`
    }
  }
}

function figureOf({ answers }: Telling, id: string) {
  return answers.figures.data?.measures.find((one) => one.id === id)
}

function counted(
  { say, lang }: Telling,
  key: 'wall.find.overdue' | 'wall.find.late' | 'wall.find.soon' | 'wall.find.warnings',
  value: number,
): string {
  return say(key, { count: value, n: formatNumber(value, lang) })
}

function volumeAndOverdue(telling: Telling, days: number): string {
  const reported = figureOf(telling, 'reported')
  const overdue = figureOf(telling, 'overdue')?.value ?? null
  return joined(
    [
      reported ? volumeSaid(volumeOf(reported), days, telling) : null,
      overdue === 0 ? telling.say('wall.find.overdue.none') : null,
      overdue ? counted(telling, 'wall.find.overdue', overdue) : null,
    ],
    telling.lang,
  )
}

function deadlinesSaid(telling: Telling): string {
  const { say, lang, names, answers } = telling
  const overdue = figureOf(telling, 'overdue')?.value ?? 0
  const soon = figureOf(telling, 'due_soon')?.value ?? 0
  const most = leaderOf(
    (answers.units.data?.groups ?? []).map(({ key, measures }) => ({
      name: key === null ? say('wall.unit.none') : names.of('unit', key),
      value: measures.find(({ id }) => id === 'overdue')?.value ?? 0,
    })),
  )
  return joined(
    [
      overdue > 0 ? counted(telling, 'wall.find.late', overdue) : say('wall.find.late.none'),
      soon > 0 ? counted(telling, 'wall.find.soon', soon) : null,
      overdue > 0 && most
        ? say('wall.find.most', { name: most.name, n: formatNumber(most.value, lang) })
        : null,
    ],
    lang,
  )
}

function escalationSaid(telling: Telling): string {
  const { say, lang, index, answers } = telling
  const share = shareOf(figureOf(telling, 'escalated_share'))
  const rated = (answers.byArea.data?.areas ?? []).filter(({ value, n }) => value !== null && n >= fewest)
  const most = leaderOf(rated.map((area) => ({ area, value: (area.value ?? 0) * 1000 })))?.area
  const knows = share.kind !== 'unknown' && share.kind !== 'few'
  return joined(
    [
      shareSaid(share, telling),
      knows && most
        ? say('wall.find.highest', {
            area: areaName(index, most.code, lang),
            share: formatFigure(most, 'share', lang),
          })
        : null,
    ],
    lang,
  )
}

function hotspotsSaid(telling: Telling): string {
  const { say, lang, answers } = telling
  const { data, error } = answers.hotspots
  if (!data) return say(error ? 'wall.find.failed' : 'wall.find.loading')
  const warnings = answers.warnings.data
  const open = (warnings?.warnings ?? []).filter(({ state }) => state !== 'dismissed').length
  const none = warnings?.state === 'ready' ? say('wall.find.warnings.none') : null
  return joined(
    [
      data.verdict.enough ? crowdsSaid(telling) : data.verdict.text[lang],
      open > 0 ? counted(telling, 'wall.find.warnings', open) : none,
    ],
    lang,
  )
}

function crowdsSaid({ say, lang, index, answers }: Telling): string {
  const crowds = crowdsOf(answers.hotspots.data?.cells ?? [], crowdArea(index))
  const [hottest] = crowds
  if (!hottest) return say('wall.find.hot.none')
  return say('wall.find.hot', {
    count: crowds.length,
    n: formatNumber(crowds.length, lang),
    area: hottest.area === null ? say('wall.area.none') : areaName(index, hottest.area, lang),
  })
}
