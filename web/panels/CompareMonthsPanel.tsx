import type { LocalDate } from '@grid/data/contract'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { CompareMonths } from '../charts/CompareMonths.tsx'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatMonth } from '../lib/time.ts'
import { Panel } from '../ui/Panel.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Compare.module.css'
import { perThousand, sides } from './CompareSides.ts'

/** Tickets a month of both areas, as lines over each other or as a table. */
export function CompareMonthsPanel(props: {
  months: readonly LocalDate[]
  partial: readonly boolean[]
  names: readonly [string, string]
  counts: readonly [readonly number[], readonly number[]]
  /** to set counts against; null for counts as they are */
  households: readonly [number, number] | null
}) {
  const { months, partial, names, counts, households } = props
  const say = useSay()
  const lang = useLang()
  const [table, setTable] = useState(false)
  const digits = households ? 1 : 0
  const values = useMemo(() => {
    const of = (side: 0 | 1) =>
      counts[side].map((count) => (households ? (perThousand(count, households[side]) ?? 0) : count))
    return [of(0), of(1)] as const
  }, [counts, households])
  const title = `${say('compare.months')}, ${say(households ? 'compare.per.households' : 'compare.per.count')}`
  return (
    <Panel
      title={title}
      actions={
        <Button size="small" aria-pressed={table} onClick={() => setTable(!table)}>
          {say(table ? 'time.showChart' : 'time.showTable')}
        </Button>
      }
    >
      {table ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
        <section className={styles.twin} tabIndex={0} aria-label={title}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{say('brief.month')}</th>
                {sides.map((side) => (
                  <th scope="col" key={side} data-side={side}>
                    {names[side]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {months.map((month, at) => (
                <tr key={month}>
                  <th scope="row">{formatMonth(month, lang)}</th>
                  <td>{formatNumber(values[0][at] ?? 0, lang, digits)}</td>
                  <td>{formatNumber(values[1][at] ?? 0, lang, digits)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <>
          <ul className={styles.key}>
            {sides.map((side) => (
              <li key={side} data-side={side}>
                <svg viewBox="0 0 30 12" width="30" height="12" aria-hidden="true">
                  <path
                    d="M0 6H30"
                    stroke="currentColor"
                    strokeWidth="2"
                    strokeDasharray={side === 0 ? '' : '6 4'}
                  />
                  {side === 0 ? (
                    <circle cx="15" cy="6" r="3" fill="currentColor" />
                  ) : (
                    <rect x="12" y="3" width="6" height="6" fill="currentColor" />
                  )}
                </svg>
                <span>{names[side]}</span>
              </li>
            ))}
          </ul>
          <div className={styles.chart}>
            <CompareMonths
              months={months}
              partial={partial}
              names={names}
              values={values}
              digits={digits}
              label={title}
            />
          </div>
          {partial.includes(true) && <p className={styles.note}>{say('compare.months.partial')}</p>}
        </>
      )}
    </Panel>
  )
}
