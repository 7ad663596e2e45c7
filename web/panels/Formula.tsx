import { InfoCircleOutlined } from '@ant-design/icons'
import type { Basis, ComparedFigure, Figure, Measure, Period } from '@grid/data/contract'
import { Popover } from 'antd'
import { useState } from 'react'
import { type Say, useSay } from '../i18n/index.ts'
import { formatFigure, formatNumber, formatValue } from '../lib/format.ts'
import { type Lang, nameIn } from '../lib/lang.ts'
import { formatPeriod } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Formula.module.css'

/** The periods that a figure and its past are of. */
type Periods = Pick<Basis, 'period' | 'previousPeriod' | 'lastYearPeriod'>

/** The button that opens how a figure is computed: the formula in words, its numbers, and its past. */
export function Formula(props: { measure: Measure; figure: ComparedFigure; summary: Periods }) {
  const { measure, figure, summary } = props
  const say = useSay()
  const lang = useLang()
  const [open, setOpen] = useState(false)
  const name = nameIn(measure.label, lang)
  const content = (
    <dl className={styles.rows}>
      {formulaRows(measure, figure, summary, say, lang).map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
  const title = `${name}: ${formatValue(figure.value, measure.unit, lang, measure.unit === 'share' ? 2 : undefined)}`
  return (
    <Popover
      title={title}
      content={content}
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomLeft"
      arrow={{ pointAtCenter: true }}
    >
      <button
        type="button"
        className={styles.open}
        aria-label={say('kpi.explain', { name })}
        aria-expanded={open}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        <InfoCircleOutlined />
      </button>
    </Popover>
  )
}

function formulaRows(
  measure: Measure,
  figure: ComparedFigure,
  summary: Periods,
  say: Say,
  lang: Lang,
): [string, string][] {
  const rows: [string, string][] = [[say('kpi.formula'), nameIn(measure.formula, lang)]]
  if (measure.denominator && figure.denominator !== null) {
    const part = (name: Measure['formula'], count: number) =>
      `${nameIn(name, lang)}: ${formatNumber(count, lang)}`
    rows.push([say('kpi.numerator'), part(measure.numerator, figure.numerator)])
    rows.push([say('kpi.denominator'), part(measure.denominator, figure.denominator)])
  }
  if (figure.p90 !== undefined && figure.p90 !== null)
    rows.push(['P90', formatValue(figure.p90, measure.unit, lang)])
  if (figure.smallNumber && figure.value !== null) rows.push([say('kpi.small'), say('kpi.small.what')])
  rows.push([say('kpi.applies'), say(`kpi.applies.${measure.period}`)])
  const at = (label: string, period: Period | null, value: Figure | null) => {
    if (period && value)
      rows.push([label, `${formatFigure(value, measure.unit, lang)} · ${formatPeriod(period, lang)}`])
  }
  at(say('filter.period'), summary.period, figure)
  at(say('kpi.previous'), summary.previousPeriod, figure.previous)
  at(say('kpi.last-year'), summary.lastYearPeriod, figure.lastYear)
  rows.push([say('kpi.source'), measure.source])
  return rows
}
