import type { Centre } from '@grid/data/contract'
import { type RefObject, useCallback, useMemo } from 'react'
import { useSay } from '../../i18n/index.ts'
import { formatNumber } from '../../lib/format.ts'
import { nameIn } from '../../lib/lang.ts'
import { formatInstant, formatPeriod } from '../../lib/time.ts'
import type { Theme } from '../../lib/tokens.ts'
import { composed } from '../../map/composition.ts'
import type { PlanMapHandle } from '../../map/planMapProps.ts'
import { areaName, useNames } from '../../panels/useNames.ts'
import { useSurface } from '../../ui/surface.tsx'
import { filterKeys } from '../../view/fields.ts'
import { useView } from '../../view/useView.ts'
import type { Plan } from './usePlan.ts'
import type { PlanLayer } from './usePlanLayer.ts'

/** The picture of the planner's map with all that it has to say, and the names it goes by. */
export function usePicture(
  centre: Centre,
  plan: Plan,
  shown: PlanLayer,
  map: RefObject<PlanMapHandle | null>,
) {
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const names = useNames()
  const { view } = useView()
  const { measure, level, settled, against, answer, areas } = plan
  const what = measure ? nameIn(measure.label, lang) : ''
  const other = view.layer !== null
  const figures = [
    plan.change ? say('plan.change.title', { measure: what }) : what,
    level && names.level(level),
  ]
    .filter(Boolean)
    .join(' · ')
  const title = other ? shown.title : figures
  const boundaries = useMemo(() => {
    const last = centre.editions.at(-1)?.validFrom
    if (settled.filter.boundaries) return [say('boundaries.then')]
    return last ? [say('boundaries.today', { day: last })] : []
  }, [centre.editions, settled.filter.boundaries, say])
  const draw = useCallback(
    async (scale: number, colours: Theme) => {
      const picture = await map.current?.picture(scale, colours)
      if (!picture) return undefined
      const stop = lang === 'zh' ? '；' : '; '
      const comma = lang === 'zh' ? '、' : ', '
      const filters = filterKeys.flatMap((key) =>
        view[key].length > 0
          ? [`${say(`filter.${key}`)}: ${view[key].map((id) => names.of(key, id)).join(comma)}`]
          : [],
      )
      if (view.area.length > 0)
        filters.push(
          `${say('filter.area')}: ${view.area.map((code) => areaName(areas.index, code, lang)).join(comma)}`,
        )
      if (view.within !== null) filters.push(say('plan.region.only'))
      if (view.hexagon.length > 0) filters.push(say('plan.cells.only'))
      filters.push(...boundaries)
      const now = settled.period ? formatPeriod(settled.period, lang) : ''
      return composed(
        picture,
        {
          title: `${nameIn(centre.name, lang)}: ${title}`,
          subtitle:
            against && !other
              ? say('plan.change.periods', { now, before: formatPeriod(against, lang) })
              : now,
          legend: picture.legend,
          north: say('plan.picture.north'),
          foot: [
            filters.length > 0
              ? say('plan.picture.filters', { filters: filters.join(stop) })
              : say('plan.picture.nofilters'),
            answer ? say('plan.picture.asOf', { time: formatInstant(answer.asOf, timeZone, lang) }) : '',
            [
              centre.synthetic ? say('plan.picture.madeUp') : '',
              centre.caption ? nameIn(centre.caption, lang) : '',
            ]
              .filter(Boolean)
              .join(' · '),
          ].filter((line) => line !== ''),
          length: (metres) =>
            metres >= 1000 ? `${formatNumber(metres / 1000, lang)} km` : `${formatNumber(metres, lang)} m`,
        },
        colours,
      )
    },
    [
      map,
      lang,
      timeZone,
      names,
      view,
      say,
      areas.index,
      settled.period,
      against,
      answer,
      centre,
      title,
      other,
      boundaries,
    ],
  )
  const days = settled.period ? `-${settled.period.from}` : ''
  const ready = other
    ? view.layer === 'tickets' || (shown.features !== undefined && !shown.file.isPlaceholderData)
    : answer !== undefined &&
      plan.shapes !== undefined &&
      (view.against === 'none' || plan.unreachable || plan.change !== undefined)
  const about = other ? shown.layer : `${measure?.id ?? 'map'}-${level ?? ''}`
  return { draw, ready, title, fileName: `${centre.id}-${about}${days}` }
}
