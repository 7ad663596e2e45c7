import type { Period, Series } from '@grid/data/contract'
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { daysIn, formatPeriod } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import { type Hand, useHeld } from '../view/hand.ts'
import { type PlaySetting, usePlaying } from './playing.ts'
import styles from './TimeBrush.module.css'
import { TimeBrushChart } from './TimeBrushChart.tsx'
import { barsOf, presetsOf, within } from './TimeBrushPeriods.ts'
import { TimeBrushTable } from './TimeBrushTable.tsx'
import { PlayBar, PlayButton } from './TimePlay.tsx'

export interface TimeBrushProps {
  /** tickets over the whole extent; undefined while they load */
  series: Series | undefined
  /** days with data, local, `to` not included */
  extent: Period
  /** the period in force, local days, `to` not included */
  value: Period
  /** what holds a period while it moves */
  hand: Hand
  /** tickets of a period, where they are known at once */
  countOf: (period: Period) => number | undefined
  /** whether time can be played, and what is to be known of what plays */
  play: { note: string | undefined } | null
  /** settled once the address says it; null for the page's own period */
  onChange: (period: Period | null) => Promise<void>
  /** the hand comes near, or goes: what moves with it may be wanted soon */
  onNear: (near: boolean) => void
}

const usual: PlaySetting = { window: null, step: 'day', speed: 10 }

/** All of the data over time, and the period chosen from it: by hand, by keys, by a usual length; and time that plays. */
export function TimeBrush(props: TimeBrushProps): ReactNode {
  const { series, extent, value, hand, play } = props
  const say = useSay()
  const lang = useLang()
  const held = useHeld(hand)
  const [table, setTable] = useState(false)
  const [setting, setSetting] = useState<PlaySetting>()
  const bars = useMemo(() => barsOf(series, extent), [series, extent])
  const presets = useMemo(() => presetsOf(extent), [extent])
  const playing = usePlaying(hand, { extent, value, setting: setting ?? usual }, commit)
  const shown = held?.period ?? value
  const days = daysIn(shown)
  const count = held ? props.countOf(shown) : undefined
  const lasting = say('time.days', { count: days, n: formatNumber(days, lang) })
  const said = (count: number) => say('time.tickets', { count, n: formatNumber(count, lang) })
  const toggle = say(table ? 'time.showChart' : 'time.showTable')

  function commit(period: Period): void {
    playing.halt()
    if (period.from === value.from && period.to === value.to) {
      hand.clear()
      return
    }
    hand.letGo('let go')
    void props.onChange(period).then(() => hand.letGo('settling'))
  }

  function draft(period: Period): void {
    playing.halt()
    hand.move(period, 'hand')
  }

  function clear(): void {
    playing.halt()
    if (hand.held) hand.clear()
    else void props.onChange(null)
  }

  function togglePlay(): void {
    setSetting(setting ?? usual)
    props.onNear(true)
    playing.toggle()
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { target, key } = event
    if (key === 'Escape' && playing.playing) clear()
    if (key !== ' ' || play === null || !(target instanceof Element)) return
    if (target.closest('button, select')) return
    event.preventDefault()
    togglePlay()
  }

  return (
    <section
      className={styles.brush}
      aria-label={say('time.label')}
      onKeyDown={onKeyDown}
      onPointerEnter={() => props.onNear(true)}
      onPointerLeave={() => props.onNear(playing.playing)}
      onFocus={() => props.onNear(true)}
    >
      <div className={styles.head}>
        {play && <PlayButton playing={playing.playing} onPress={togglePlay} />}
        <strong className={styles.period} aria-live={playing.playing ? 'off' : 'polite'}>
          {formatPeriod(shown, lang)}
        </strong>
        <span className={styles.days}>{count === undefined ? lasting : said(count)}</span>
        <span className={styles.soft}>
          {count === undefined
            ? series && `${nameIn(series.measure.label, lang)} ${say(`time.per.${series.bin}`)}`
            : lasting}
        </span>
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
      {play && setting && (
        <PlayBar playing={playing} setting={setting} onSetting={setSetting} note={play.note} />
      )}
      {table ? (
        <TimeBrushTable bars={bars} bin={series?.bin ?? 'day'} value={value} label={series?.measure.label} />
      ) : (
        <TimeBrushChart
          bars={bars}
          bin={series?.bin ?? 'day'}
          loading={series === undefined}
          extent={extent}
          value={within(shown, extent)}
          onDraft={draft}
          onCommit={commit}
          onClear={clear}
        />
      )}
    </section>
  )
}
