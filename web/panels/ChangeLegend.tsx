import type { Measure } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import {
  type AreaChange,
  changeClasses,
  changeClassOf,
  changeClassText,
  changeRamp,
  changeScaleOf,
} from '../lib/areaChange.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useSurface } from '../ui/surface.tsx'
import styles from './Legend.module.css'
import { Swatch } from './LegendSwatch.tsx'

/** What the colours of a change mean, the steepest rise on top, and how many areas are not compared. */
export function ChangeLegend(props: {
  measure: Measure
  change: ReadonlyMap<string, AreaChange>
}): ReactNode {
  const { measure, change } = props
  const say = useSay()
  const { lang, theme } = useSurface()
  const scale = changeScaleOf(measure.unit)
  const sizes = new Array<number>(changeClasses).fill(0)
  let unjudged = 0
  for (const { value } of change.values()) {
    if (value === null) unjudged++
    else sizes[changeClassOf(value, scale)]! += 1
  }
  const areas = (count: number) => say('map.areasIn', { count, n: formatNumber(count, lang) })
  return (
    <Scrolling className={styles.legend} label={say('map.legend')}>
      <h3 className={styles.title}>{say('plan.change.title', { measure: nameIn(measure.label, lang) })}</h3>
      <ul className={styles.list}>
        {changeRamp(theme)
          .map((colour, index) => (
            <li key={colour} className={styles.row}>
              <span className={styles.colour} style={{ background: colour }} />
              <span className={styles.text}>{changeClassText(index, scale, lang)}</span>
              <span className={styles.count}>{areas(sizes[index] ?? 0)}</span>
            </li>
          ))
          .reverse()}
        {unjudged > 0 && (
          <li className={styles.row}>
            <Swatch kind="hatch" />
            <span className={styles.text}>{say('plan.change.unjudged')}</span>
            <span className={styles.count}>{areas(unjudged)}</span>
          </li>
        )}
      </ul>
    </Scrolling>
  )
}
