import type { Measure } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { type Say, useSay } from '../i18n/index.ts'
import type { LegendEntry, Rates } from '../layers/index.ts'
import { type Breaks, classCount, classText, zeroApart } from '../lib/breaks.ts'
import { rampOf } from '../lib/colour.ts'
import { formatNumber, formatValue, unitName } from '../lib/format.ts'
import { type Lang, nameIn } from '../lib/lang.ts'
import { useSurface } from '../ui/surface.tsx'
import styles from './Legend.module.css'
import { Swatch } from './LegendSwatch.tsx'

export interface LegendProps {
  measure: Measure | undefined
  /** of measures that come raw and smoothed */
  rates: Rates | undefined
  breaks: Breaks | undefined
  /** number of areas in each class */
  counts: readonly number[]
  /** what is to be known of the scale */
  note?: string | undefined
  entries: readonly LegendEntry[]
  isolated: number | undefined
  onIsolate: (index: number | undefined) => void
}

/** What the colours and marks of the map mean, from the very breaks it draws; a class can be shown alone. */
export function Legend(props: LegendProps): ReactNode {
  const { measure, rates, breaks, counts, note, entries, isolated, onIsolate } = props
  const say = useSay()
  const { lang, theme } = useSurface()
  if (!measure && entries.length === 0) return null
  const ramp =
    measure && breaks ? rampOf(measure.direction, theme, classCount(breaks), zeroApart(breaks)) : []
  return (
    <section className={styles.legend} aria-label={say('map.legend')}>
      {measure && (
        <h3 className={styles.title}>
          {nameIn(measure.label, lang)}
          <span className={styles.unit}>{unitName(measure.unit, lang)}</span>
        </h3>
      )}
      {measure && rates && (
        <p className={styles.rates} title={nameIn(rates.smoothing.how, lang)}>
          {say(...ratesSaid(rates, measure.unit, lang))}
        </p>
      )}
      {note && <p className={styles.note}>{note}</p>}
      {measure && breaks && ramp.length > 0 && (
        <ul className={styles.list}>
          {ramp.map((colour, index) => (
            <li key={colour}>
              <button
                type="button"
                className={styles.row}
                aria-pressed={isolated === index}
                title={say('map.isolate')}
                data-faded={isolated !== undefined && isolated !== index}
                onClick={() => onIsolate(isolated === index ? undefined : index)}
              >
                <span className={styles.colour} style={{ background: colour }} />
                <span className={styles.text}>{classText(breaks, index, measure.unit, lang)}</span>
                <span className={styles.count}>
                  {say('map.areasIn', {
                    count: counts[index] ?? 0,
                    n: formatNumber(counts[index] ?? 0, lang),
                  })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <LegendEntries entries={entries} />
    </section>
  )
}

/** What the marks beside the classes mean. */
export function LegendEntries({ entries }: { entries: readonly LegendEntry[] }): ReactNode {
  const say = useSay()
  const { lang } = useSurface()
  if (entries.length === 0) return null
  return (
    <ul className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.key} className={styles.row}>
          <Swatch kind={entry.swatch} />
          <span className={styles.text}>{entry.label}</span>
          {entry.count !== undefined && (
            <span className={styles.count}>
              {say('map.areasIn', { count: entry.count, n: formatNumber(entry.count, lang) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Which rates the colours are of: raw, or smoothed towards what, and what follows where that says little. */
function ratesSaid({ drawn, smoothing }: Rates, unit: Measure['unit'], lang: Lang): Parameters<Say> {
  const { a, b, areas } = smoothing
  if (drawn === 'raw') return ['map.rates.rawDrawn']
  if (b === null) return ['map.rates.noneDrawn']
  if (areas === 1) return ['map.rates.alone']
  // the estimate is per household
  const overall = formatValue(b * 1000, unit, lang)
  return [a === 0 ? 'map.rates.alike' : 'map.rates.smoothedDrawn', { overall, n: formatNumber(areas, lang) }]
}
