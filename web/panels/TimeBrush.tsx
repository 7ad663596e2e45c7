import type { Period, Series } from '@grid/data/contract'
import { type ReactNode, useMemo, useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { daysIn, formatPeriod } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './TimeBrush.module.css'
import { TimeBrushChart } from './TimeBrushChart.tsx'
import { barsOf, presetsOf, within } from './TimeBrushPeriods.ts'
import { TimeBrushTable } from './TimeBrushTable.tsx'

export interface TimeBrushProps {
  /** tickets over the whole extent; undefined while they load */
  series: Series | undefined
  /** days with data, local, `to` not included */
  extent: Period
  /** the period in force, local days, `to` not included */
  value: Period
  onChange: (period: Period) => void
}

/** All of the data over time, and the period chosen from it: by hand, by keys, or by a usual length. */
export function TimeBrush({ series, extent, value, onChange }: TimeBrushProps): ReactNode {
  const say = useSay()
  const lang = useLang()
  const [draft, setDraft] = useState<Period>()
  const [table, setTable] = useState(false)
  const bars = useMemo(() => barsOf(series, extent), [series, extent])
  const presets = useMemo(() => presetsOf(extent), [extent])
  const shown = draft ?? value
  const days = daysIn(shown)
  const toggle = say(table ? 'time.showChart' : 'time.showTable')

  function commit(period: Period): void {
    setDraft(undefined)
    if (period.from !== value.from || period.to !== value.to) onChange(period)
  }

  return (
    <section className={styles.brush} aria-label={say('time.label')}>
      <div className={styles.head}>
        <strong className={styles.period} aria-live="polite">
          {formatPeriod(shown, lang)}
        </strong>
        <span className={styles.days}>{say('time.days', { count: days, n: formatNumber(days, lang) })}</span>
        {series && (
          <span className={styles.soft}>
            {nameIn(series.measure.label, lang)} {say(`time.per.${series.bin}`)}
          </span>
        )}
        <div className={styles.tools}>
          <fieldset className={styles.presets} title={say('time.presets')} aria-label={say('time.presets')}>
            {presets.map(({ id, period }) => (
              <button
                key={id}
                type="button"
                className={styles.preset}
                aria-pressed={period.from === value.from && period.to === value.to}
                onClick={() => commit(period)}
              >
                {say(`time.preset.${id}`)}
              </button>
            ))}
          </fieldset>
          <button
            type="button"
            className={styles.preset}
            aria-label={toggle}
            title={toggle}
            aria-pressed={table}
            onClick={() => setTable(!table)}
          >
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
              <path
                d="M2 3h12v10H2zM2 6.5h12M2 10h12M6 3v10"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.4"
              />
            </svg>
          </button>
        </div>
      </div>
      {table ? (
        <TimeBrushTable bars={bars} bin={series?.bin ?? 'day'} value={value} label={series?.measure.label} />
      ) : (
        <TimeBrushChart
          bars={bars}
          bin={series?.bin ?? 'day'}
          loading={series === undefined}
          extent={extent}
          value={within(shown, extent)}
          onDraft={setDraft}
          onCommit={commit}
        />
      )}
    </section>
  )
}
