import type { Measure } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import type { LegendEntry } from '../layers/index.ts'
import { type Breaks, classCount, classText, zeroApart } from '../lib/breaks.ts'
import { rampOf } from '../lib/colour.ts'
import { formatNumber, unitName } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { useSurface } from '../ui/surface.tsx'
import styles from './Legend.module.css'
import { Swatch } from './LegendSwatch.tsx'

export interface LegendProps {
  measure: Measure | undefined
  breaks: Breaks | undefined
  /** number of areas in each class */
  counts: readonly number[]
  entries: readonly LegendEntry[]
  isolated: number | undefined
  onIsolate: (index: number | undefined) => void
}

/** What the colours and marks of the map mean, from the very breaks it draws; a class can be shown alone. */
export function Legend(props: LegendProps): ReactNode {
  const { measure, breaks, counts, entries, isolated, onIsolate } = props
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
      {entries.length > 0 && (
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
      )}
    </section>
  )
}
