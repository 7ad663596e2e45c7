import type { RateSide, Ratio } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { EffectAxis, EffectInterval, type RatioScale } from '../charts/EffectInterval.tsx'
import { useSay } from '../i18n/index.ts'
import { noValue } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './EffectRows.module.css'
import { intervalText, rateText, ratioText } from './EffectWords.ts'

/** One ratio among others on the same axis. */
export interface RatioRow {
  key: string
  name: ReactNode
  /** a few words below the name */
  what?: string
  ratio: Ratio
  /** tickets a month on each side; null for a ratio of ratios */
  sides: { before: RateSide; after: RateSide } | null
  tone: 'own' | 'other' | 'pooled'
  range?: { low: number; high: number } | null
}

/** Ratios below one another: rates before and after, the interval drawn on one axis, and its numbers. */
export function EffectRows(props: {
  rows: readonly RatioRow[]
  scale: RatioScale
  first: string
  caption: string
}) {
  const { rows, scale } = props
  const say = useSay()
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{props.first}</th>
          <th scope="col" className={styles.sides} title={say('effect.perMonth.what')}>
            {say('effect.comparison.change')}
          </th>
          <th scope="col" className={styles.plot} title={say('effect.axis')}>
            {say('effect.comparison.plot')}
          </th>
          <th scope="col" className={styles.ratio}>
            {say('effect.comparison.ratio')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} scale={scale} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          <td className={styles.sides} />
          <td className={styles.plot}>
            <EffectAxis scale={scale} less={say('effect.axis.less')} more={say('effect.axis.more')} />
          </td>
          <td className={styles.ratio} />
        </tr>
      </tfoot>
    </table>
  )
}

function Row(props: { row: RatioRow; scale: RatioScale }) {
  const { name, what, ratio, sides, tone, range } = props.row
  const say = useSay()
  const lang = useLang()
  const rates = sides && `${rateText(sides.before.perMonth, lang)} → ${rateText(sides.after.perMonth, lang)}`
  return (
    <tr data-tone={tone}>
      <th scope="row">
        {name}
        {what && <span className={styles.what}>{what}</span>}
        {rates && (
          <span className={styles.ratesBelow} aria-hidden="true">
            {rates}
          </span>
        )}
      </th>
      <td className={styles.sides}>{rates}</td>
      <td className={styles.plot}>
        <EffectInterval ratio={ratio} scale={props.scale} tone={tone} range={range ?? null} />
      </td>
      <td className={styles.ratio}>
        <span className={styles.value}>{ratio.value === null ? noValue : ratioText(ratio.value)}</span>
        <span className={styles.interval}>{intervalText(say, ratio)}</span>
      </td>
    </tr>
  )
}
