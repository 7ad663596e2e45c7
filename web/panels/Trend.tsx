import type { Figure, LocalDate, Measure } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatFigure } from '../lib/format.ts'
import { formatMonth } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Trend.module.css'
import { trendLine } from './TrendLine.ts'

const box = { width: 64, height: 22, rim: 3 }

/** One area's course over whole months as a small line, its last month marked; words say the same. */
export function Trend(props: {
  figures: readonly Figure[]
  /** first days of the months */
  months: readonly LocalDate[]
  measure: Measure
  /** shown where there is little room */
  low?: boolean
}) {
  const { figures, months, measure } = props
  const say = useSay()
  const lang = useLang()
  const line = trendLine(figures, box)
  if (!line) return null
  const told = figures.flatMap((figure, at) =>
    figure.value === null
      ? []
      : [{ value: figure.value, text: formatFigure(figure, measure.unit, lang), month: months[at] ?? '' }],
  )
  const by = told.toSorted((a, b) => a.value - b.value)
  const written = (one: (typeof told)[number] | undefined) =>
    one ? { value: one.text, month: formatMonth(one.month, lang) } : { value: '', month: '' }
  const [first, last, lowest, highest] = [told[0], told.at(-1), by[0], by.at(-1)].map(written)
  const words = say('ranking.trend.words', {
    first: `${first?.value} (${first?.month})`,
    last: `${last?.value} (${last?.month})`,
    lowest: `${lowest?.value} (${lowest?.month})`,
    highest: `${highest?.value} (${highest?.month})`,
  })
  const few = figures.filter(({ smallNumber, value }) => smallNumber && value !== null).length
  return (
    <svg
      className={styles.trend}
      data-low={props.low || undefined}
      viewBox={`0 0 ${box.width} ${box.height}`}
      role="img"
      preserveAspectRatio="none"
    >
      <title>{few > 0 ? `${words} ${say('ranking.trend.few', { count: few, n: few })}` : words}</title>
      <line className={styles.zero} x1="0" x2={box.width} y1={line.zero} y2={line.zero} />
      {line.strokes.map(({ from, to, faint }) => (
        <line
          key={from[0]}
          className={styles.stroke}
          data-faint={faint || undefined}
          x1={from[0]}
          y1={from[1]}
          x2={to[0]}
          y2={to[1]}
        />
      ))}
      {line.lone.map(([x, y]) => (
        <circle key={x} className={styles.lone} cx={x} cy={y} r="1.4" />
      ))}
      {line.end && <circle className={styles.end} cx={line.end[0]} cy={line.end[1]} r="2.2" />}
    </svg>
  )
}
