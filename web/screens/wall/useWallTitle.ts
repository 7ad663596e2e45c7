import type { AreaIndex } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { formatFigure, formatNumber } from '../../lib/format.ts'
import { daysIn } from '../../lib/time.ts'
import { fewest } from '../../panels/rank.ts'
import { areaName, useNames } from '../../panels/useNames.ts'
import { crowdsOf, leaderOf, shareOf, volumeOf } from '../../panels/wallFindings.ts'
import { joined, shareSaid, volumeSaid } from '../../panels/wallTitles.ts'
import { useLang } from '../../ui/surface.tsx'
import type { WallScene } from './scenes.ts'
import { crowdArea } from './spots.ts'
import type { WallAnswers } from './useWallAnswers.ts'

/** The finding of a scene as a sentence, from its answers alone. */
export function useWallTitle(scene: WallScene, answers: WallAnswers, index: AreaIndex): string {
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const speaker = { say, lang }
  const { period, place } = answers
  if (!period) return say('wall.find.noData')
  const asked = answers.figures
  const about = scene.kind === 'area' ? areaName(index, scene.code, lang) : null
  if (!asked.data) return joined([about, say(asked.error ? 'wall.find.failed' : 'wall.find.loading')], lang)
  const figure = (id: string) => asked.data?.measures.find((one) => one.id === id)
  const n = (value: number) => formatNumber(value, lang)
  const counted = (key: 'wall.find.overdue' | 'wall.find.late' | 'wall.find.soon', value: number) =>
    say(key, { count: value, n: n(value) })
  const overdue = figure('overdue')?.value ?? null
  const areas = answers.byArea.data?.areas ?? []

  if (scene.kind === 'overview' || scene.kind === 'area') {
    const reported = figure('reported')
    const volume = reported ? volumeSaid(volumeOf(reported), daysIn(period), speaker) : null
    const late =
      overdue === null
        ? null
        : overdue === 0
          ? say('wall.find.overdue.none')
          : counted('wall.find.overdue', overdue)
    const said = joined([volume, late], lang)
    return about === null ? said : lang === 'zh' ? `${about}：${said}` : `${about}: ${said}`
  }
  if (scene.kind === 'deadlines') {
    const soon = figure('due_soon')?.value ?? 0
    const units = (answers.units.data?.groups ?? []).map(({ key, measures }) => ({
      name: key === null ? say('wall.unit.none') : names.of('unit', key),
      value: measures.find(({ id }) => id === 'overdue')?.value ?? 0,
    }))
    const most = leaderOf(units)
    return joined(
      [
        overdue ? counted('wall.find.late', overdue) : say('wall.find.late.none'),
        soon > 0 ? counted('wall.find.soon', soon) : null,
        overdue && most ? say('wall.find.most', { name: most.name, n: n(most.value) }) : null,
      ],
      lang,
    )
  }
  if (scene.kind === 'escalation') {
    const share = figure('escalated_share')
    const rated = areas.filter(({ value, n: cases }) => value !== null && cases >= fewest)
    const most = leaderOf(rated.map((area) => ({ area, value: (area.value ?? 0) * 1000 })))?.area
    return joined(
      [
        shareSaid(shareOf(share), speaker),
        most && share?.value !== null && share !== undefined && place?.level !== undefined
          ? say('wall.find.highest', {
              area: areaName(index, most.code, lang),
              share: formatFigure(most, 'share', lang),
            })
          : null,
      ],
      lang,
    )
  }
  const hot = answers.hotspots
  if (!hot.data) return say(hot.error ? 'wall.find.failed' : 'wall.find.loading')
  const crowds = crowdsOf(hot.data.cells, crowdArea(index))
  const open = answers.warnings.data?.warnings.filter(({ state }) => state !== 'dismissed').length ?? null
  const ready = answers.warnings.data?.state === 'ready'
  const hottest = crowds[0]
  return joined(
    [
      !hot.data.verdict.enough
        ? hot.data.verdict.text[lang]
        : hottest
          ? say('wall.find.hot', {
              count: crowds.length,
              n: n(crowds.length),
              area: hottest.area === null ? say('wall.area.none') : areaName(index, hottest.area, lang),
            })
          : say('wall.find.hot.none'),
      open
        ? say('wall.find.warnings', { count: open, n: n(open) })
        : ready
          ? say('wall.find.warnings.none')
          : null,
    ],
    lang,
  )
}
