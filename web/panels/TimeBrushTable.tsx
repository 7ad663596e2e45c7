import type { Period, Series } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { formatDay, formatMonth } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './TimeBrush.module.css'
import type { Bar } from './TimeBrushPeriods.ts'

/** The bars as rows, latest first. */
export function TimeBrushTable(props: {
  bars: readonly Bar[]
  bin: Series['bin']
  value: Period
  label: { en: string; zh: string } | undefined
}): ReactNode {
  const { bars, bin, value, label } = props
  const say = useSay()
  const lang = useLang()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={styles.tableBox} tabIndex={0} aria-label={say('time.label')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say(`time.bin.${bin}`)}</th>
            <th scope="col">{label ? nameIn(label, lang) : ''}</th>
            <th scope="col">{say('time.inPeriod')}</th>
          </tr>
        </thead>
        <tbody>
          {[...bars].reverse().map((bar) => (
            <tr key={bar.bin}>
              <th scope="row">{bin === 'month' ? formatMonth(bar.bin, lang) : formatDay(bar.bin, lang)}</th>
              <td>{formatNumber(bar.value, lang)}</td>
              <td>{bar.from < value.to && bar.to > value.from ? say('time.yes') : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
