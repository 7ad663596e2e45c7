import type { Period, Series } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { addDays, formatDay } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import { Answer, type Asked } from './Answer.tsx'
import { SpotPart } from './SpotFrame.tsx'
import styles from './Spots.module.css'

const height = 54
const barWidth = 10

/** Tickets of a place week by week as bars, those of the period darker; the weeks also as a table. */
export function SpotHistory(props: { asked: Asked<Series>; period: Period | null }): ReactNode {
  const say = useSay()
  return (
    <SpotPart title={say('spots.history')}>
      <Answer asked={props.asked} lines={2}>
        {(series) => <Weeks series={series} period={props.period} />}
      </Answer>
    </SpotPart>
  )
}

function Weeks({ series, period }: { series: Series; period: Period | null }): ReactNode {
  const say = useSay()
  const lang = useLang()
  const figures = series.series[0]?.figures ?? []
  const weeks = series.bins.map((week, at) => ({
    week,
    count: figures[at]?.numerator ?? 0,
    now: period !== null && week < period.to && addDays(week, 7) > period.from,
  }))
  const [first] = weeks
  const last = weeks.at(-1)
  if (!first || !last) return null
  const most = weeks.reduce((a, b) => (b.count > a.count ? b : a))
  const number = (count: number) => formatNumber(count, lang)
  const words = say('spots.history.words', {
    from: formatDay(first.week, lang),
    to: formatDay(last.week, lang),
    first: number(first.count),
    last: number(last.count),
    most: number(most.count),
    when: formatDay(most.week, lang),
  })
  const scale = most.count === 0 ? 0 : (height - 2) / most.count
  return (
    <>
      <svg
        className={styles.bars}
        viewBox={`0 0 ${weeks.length * barWidth} ${height}`}
        preserveAspectRatio="none"
        role="img"
      >
        <title>{words}</title>
        {weeks.map(({ week, count, now }, at) => (
          <rect
            key={week}
            className={styles.bar}
            data-now={now || undefined}
            x={at * barWidth + 1}
            width={barWidth - 2}
            y={height - 1 - count * scale}
            height={count * scale}
          />
        ))}
        <line
          className={styles.ground}
          x1="0"
          x2={weeks.length * barWidth}
          y1={height - 0.5}
          y2={height - 0.5}
        />
      </svg>
      <p className={styles.axis}>
        <span>{formatDay(first.week, lang)}</span>
        <span>{formatDay(addDays(last.week, 6), lang)}</span>
      </p>
      <p className={styles.soft}>{say('spots.history.what', { n: weeks.length })}</p>
      <details className={styles.more}>
        <summary>{say('spots.history.table')}</summary>
        <table className={styles.small}>
          <thead>
            <tr>
              <th scope="col">{say('spots.history.bin')}</th>
              <th scope="col">{say('spots.fact.count')}</th>
            </tr>
          </thead>
          <tbody>
            {weeks.toReversed().map(({ week, count }) => (
              <tr key={week}>
                <th scope="row">{formatDay(week, lang)}</th>
                <td>{number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
