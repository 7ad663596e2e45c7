import type { ComparedFigure, Figure, Measure, Period, Summary } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { changeOf, formatFigure, formatNumber, unitName } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { daysIn, formatPeriod } from '../lib/time.ts'
import { Change } from '../ui/Change.tsx'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import { Answer, type Asked } from './Answer.tsx'
import { Formula } from './Formula.tsx'
import styles from './KpiStrip.module.css'

/** Figures of a period that moves, by measure; those that are not there cannot follow. */
export interface Moving {
  period: Period
  figures: ReadonlyMap<string, Figure>
}

/** The headline figures, each with its unit, what it was before, and how it is computed; choosing one maps it. */
export function KpiStrip(props: {
  asked: Asked<Summary>
  measures: readonly Measure[]
  chosen: string | undefined
  moving?: Moving | undefined
  onChoose: (measure: string) => void
}) {
  const { moving } = props
  const say = useSay()
  return (
    <section
      className={styles.strip}
      aria-label={say('kpi.title')}
      data-moving={moving !== undefined || undefined}
    >
      <Answer asked={moving ? { ...props.asked, isPlaceholderData: false } : props.asked} lines={3}>
        {(summary) => (
          <>
            <Basis summary={summary} moving={moving?.period} />
            <ul className={styles.cells}>
              {summary.measures.flatMap((figure) => {
                const measure = props.measures.find((item) => item.id === figure.id)
                return measure?.available
                  ? [
                      <Cell
                        key={figure.id}
                        figure={figure}
                        measure={measure}
                        summary={summary}
                        moving={moving}
                        chosen={props.chosen === figure.id}
                        onChoose={() => props.onChoose(figure.id)}
                      />,
                    ]
                  : []
              })}
            </ul>
          </>
        )}
      </Answer>
    </section>
  )
}

function Basis(props: { summary: Summary; moving: Period | undefined }) {
  const say = useSay()
  const lang = useLang()
  const { previousPeriod, lastYearPeriod, unlocated } = props.summary
  const period = props.moving ?? props.summary.period
  return (
    <p className={styles.basis}>
      {period && (
        <span>
          {say('kpi.period', {
            period: formatPeriod(period, lang),
            days: say('kpi.days', { count: daysIn(period), n: formatNumber(daysIn(period), lang) }),
          })}
        </span>
      )}
      {previousPeriod && (
        <span className={styles.still}>
          {say('kpi.previous')}: {formatPeriod(previousPeriod, lang)}
        </span>
      )}
      {lastYearPeriod && (
        <span className={styles.still}>
          {say('kpi.last-year')}: {formatPeriod(lastYearPeriod, lang)}
        </span>
      )}
      {unlocated > 0 && (
        <span className={styles.still}>
          {say('kpi.unlocated', { count: unlocated, n: formatNumber(unlocated, lang) })}
        </span>
      )}
    </p>
  )
}

function Cell(props: {
  figure: Summary['measures'][number]
  measure: Measure
  summary: Summary
  moving: Moving | undefined
  chosen: boolean
  onChoose: () => void
}) {
  const { measure, summary, moving } = props
  const moved = moving?.figures.get(measure.id)
  const figure = { ...props.figure, ...moved }
  const say = useSay()
  const lang = useLang()
  const name = nameIn(measure.label, lang)
  return (
    <li
      className={styles.cell}
      data-chosen={props.chosen || undefined}
      data-rests={(moving && !moved) || undefined}
      title={moving && !moved ? say('time.play.rest') : undefined}
    >
      <button
        type="button"
        className={styles.choose}
        aria-pressed={props.chosen}
        title={say('kpi.choose', { name })}
        onClick={props.onChoose}
      >
        <span className={styles.label}>{name}</span>
        <span
          className={styles.value}
          data-overdue={(measure.id === 'overdue' && (figure.value ?? 0) > 0) || undefined}
        >
          {formatFigure(figure, measure.unit, lang)}
          {measure.unit !== 'share' && measure.unit !== 'hours' && figure.value !== null && (
            <span className={styles.unit}>
              {measure.unit === 'tickets' ? say('kpi.unit.tickets') : unitName(measure.unit, lang)}
            </span>
          )}
          {figure.smallNumber && figure.value !== null && (
            <Mark tone="warn" title={say('kpi.small.what')}>
              n={formatNumber(figure.n, lang)}
            </Mark>
          )}
        </span>
        <Against
          figure={props.figure}
          before={figure.previous}
          measure={measure}
          against={say('kpi.previous.short')}
        />
        <Against
          figure={props.figure}
          before={figure.lastYear}
          measure={measure}
          against={say('kpi.last-year.short')}
        />
        {figure.previous === null && figure.lastYear === null && (
          <span className={styles.line}>{say('kpi.no-comparison')}</span>
        )}
      </button>
      <Formula measure={measure} figure={props.figure} summary={summary} />
    </li>
  )
}

function Against(props: {
  figure: ComparedFigure
  before: Figure | null
  measure: Measure
  against: string
}) {
  const say = useSay()
  const lang = useLang()
  const change = changeOf(props.figure, props.before, props.measure, lang)
  if (!change) return null
  return (
    <span className={styles.line}>
      <Change
        change={change}
        verdict={say(change.good ? 'kpi.better.up' : 'kpi.better.down')}
        against={props.against}
        title={formatFigure(props.before, props.measure.unit, lang)}
      />
    </span>
  )
}
