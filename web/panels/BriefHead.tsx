import type { Centre, Summary } from '@grid/data/contract'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { daysIn, formatInstant, formatPeriod } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import { filterKeys } from '../view/fields.ts'
import { useView } from '../view/useView.ts'
import styles from './Brief.module.css'
import { areaName, useNames } from './useNames.ts'

/** Which area, which days, against which, how old the data is, and whether it is made up. */
export function BriefHead(props: { centre: Centre; index: AreaIndex; code: string; summary: Summary }) {
  const { centre, index, code, summary } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view } = useView()
  const area = index.get(code)?.properties
  const { period, previousPeriod, lastYearPeriod } = summary
  const filters = filterKeys.flatMap((key) => view[key].map((id) => names.of(key, id)))
  return (
    <header className={styles.head}>
      <p className={styles.path}>
        {[
          nameIn(centre.name, lang),
          ...(area?.path ?? []).slice(0, -1).map((at) => areaName(index, at, lang)),
        ].join(' › ')}
      </p>
      <h1>
        {areaName(index, code, lang)}
        <span className={styles.soft}>
          {area ? names.level(area.level) : ''} {code}
        </span>
      </h1>
      <p>
        <strong>
          {period
            ? say('kpi.period', {
                period: formatPeriod(period, lang),
                days: say('kpi.days', { count: daysIn(period), n: formatNumber(daysIn(period), lang) }),
              })
            : say('filter.period.all')}
        </strong>{' '}
        · {say('app.as-of', { time: formatInstant(summary.asOf, centre.timeZone, lang) })}
        {area?.households != null && ` · ${say('area.households')}: ${formatNumber(area.households, lang)}`}
        {area?.population != null && ` · ${say('area.population')}: ${formatNumber(area.population, lang)}`}
      </p>
      <p className={styles.soft}>
        {previousPeriod
          ? say('brief.against', { previous: formatPeriod(previousPeriod, lang) })
          : say('brief.against.none')}{' '}
        {lastYearPeriod && say('brief.against.year', { year: formatPeriod(lastYearPeriod, lang) })}
      </p>
      {filters.length > 0 && (
        <p className={styles.filters}>
          <strong>{say('brief.filtered', { filters: filters.join(lang === 'zh' ? '、' : ', ') })}</strong>
        </p>
      )}
      {summary.synthetic && (
        <p className={styles.synthetic}>
          <strong>{say('app.made-up')}</strong>:{' '}
          {centre.caption ? nameIn(centre.caption, lang) : say('app.made-up.what')}
        </p>
      )}
    </header>
  )
}
