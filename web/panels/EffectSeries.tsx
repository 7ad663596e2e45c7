import type { Effect, EffectMonth } from '@grid/data/contract'
import { useCallback, useMemo, useState } from 'react'
import { EffectMonths, type MonthBar } from '../charts/EffectMonths.tsx'
import { useSay } from '../i18n/index.ts'
import { formatNumber, noValue } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { formatDay, formatMonth } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Effect.module.css'
import { EffectKeys, type Key } from './EffectKeys.tsx'
import { EffectPart } from './EffectPart.tsx'
import { EffectTwin } from './EffectTwin.tsx'
import { rateText } from './EffectWords.ts'

/** The months as bars with the date, the means and the regression's lines; or the same as a table. */
export function EffectSeries(props: { answer: Effect }) {
  const { area, series, date, ratio, segmented } = props.answer
  const say = useSay()
  const lang = useLang()
  const [table, setTable] = useState(false)
  const means = useMemo(
    () => ({ before: ratio.before.perMonth, after: ratio.after.perMonth }),
    [ratio.before.perMonth, ratio.after.perMonth],
  )
  const tip = useCallback(
    ({ month, count, fitted, projected }: MonthBar) => [
      formatMonth(month, lang),
      `${say('effect.column.tickets')}: ${formatNumber(count, lang)}`,
      ...(fitted == null ? [] : [`${say('effect.column.fitted')}: ${fitted.toFixed(1)}`]),
      ...(projected == null ? [] : [`${say('effect.column.projected')}: ${projected.toFixed(1)}`]),
    ],
    [say, lang],
  )
  const split = series.some(({ side }) => side === 'split')
  const keys: Key[] = [
    'before',
    ...(split ? (['split'] as const) : []),
    'after',
    'mean',
    ...(segmented ? (['fitted', 'projected'] as const) : []),
  ]
  return (
    <EffectPart
      title={say('effect.series')}
      className={styles.seriesPart}
      actions={<EffectTwin table={table} onToggle={() => setTable(!table)} />}
    >
      {table ? (
        <MonthTable series={series} />
      ) : (
        <>
          <EffectKeys keys={keys} />
          <div className={styles.chart}>
            <EffectMonths
              months={series}
              date={date}
              means={means}
              tip={tip}
              label={say('effect.series.label', {
                area: nameIn({ zh: area.name, en: area.nameEn ?? area.name }, lang),
                date: formatDay(date, lang),
                before: rateText(means.before, lang),
                after: rateText(means.after, lang),
              })}
            />
          </div>
        </>
      )}
      {!segmented && <p className={styles.soft}>{say('effect.series.noLines')}</p>}
    </EffectPart>
  )
}

function MonthTable(props: { series: readonly EffectMonth[] }) {
  const say = useSay()
  const lang = useLang()
  const columns = ['tickets', 'void', 'fitted', 'projected'] as const
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say('effect.column.month')}</th>
          <th scope="col">{say('effect.column.side')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={styles.number}>
              {say(`effect.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.series.map(({ month, side, count, voidOrDuplicate, fitted, projected }) => (
          <tr key={month} data-side={side}>
            <th scope="row">{formatMonth(month, lang)}</th>
            <td>{say(`effect.side.${side}`)}</td>
            <td className={styles.number}>{formatNumber(count, lang)}</td>
            <td className={styles.number}>{formatNumber(voidOrDuplicate, lang)}</td>
            <td className={styles.number}>{fitted === null ? noValue : fitted.toFixed(1)}</td>
            <td className={styles.number}>{projected === null ? noValue : projected.toFixed(1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
