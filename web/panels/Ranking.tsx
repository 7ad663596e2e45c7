import type { AreaFeature, Figure, Measure, MeasureByArea, Series } from '@grid/data/contract'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { changeOf, formatFigure, formatNumber, formatValue, noValue } from '../lib/format.ts'
import { type Lang, localeOf, nameIn } from '../lib/lang.ts'
import { formatMonth, formatPeriod } from '../lib/time.ts'
import { Change } from '../ui/Change.tsx'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import { Answer, type Asked, FailedLine } from './Answer.tsx'
import styles from './Ranking.module.css'
import { type RankColumn, type RankOrder, type RankRow, ranked, rankRows, worstFirst } from './rank.ts'
import { Trend } from './Trend.tsx'
import { areaName, nameBelowParent, useNames } from './useNames.ts'

const rowHeight = 36

interface RankingProps {
  asked: Asked<MeasureByArea>
  /** the same month by month; null where the data has too few months */
  months: Asked<Series> | null
  areas: readonly AreaFeature[]
  index: AreaIndex
  opened: string | null
  onOpen: (code: string) => void
}

/** Every area of the shown level by the chosen measure: the map as a table, in any order. */
export function Ranking(props: RankingProps) {
  return (
    <Answer asked={props.asked} lines={10} className={styles.fill}>
      {(answer) => <RankTable {...props} answer={answer} />}
    </Answer>
  )
}

function RankTable(props: RankingProps & { answer: MeasureByArea }) {
  const { answer, areas, index } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const [wanted, setOrder] = useState<RankOrder | null>(null)
  const { rates } = useView().view
  const smoothed = answer.smoothing !== undefined
  const drawn = smoothed && rates === 'smoothed' ? 'smoothed' : 'value'
  const order =
    wanted && (smoothed || wanted.column !== 'smoothed') ? wanted : worstFirst(answer.measure, drawn)
  const rows = useMemo(() => {
    const siblings = areas.every((area) => area.properties.parent === areas[0]?.properties.parent)
    const name = siblings ? nameBelowParent : areaName
    const named = areas.map(({ id }) => ({ code: id, name: name(index, id, lang) }))
    return ranked(
      rankRows(named, answer),
      { column: order.column, descending: order.descending },
      localeOf(lang),
    )
  }, [areas, index, answer, order.column, order.descending, lang])
  const most = Math.max(0, ...rows.map((row) => Math.abs(row.figure?.[drawn] ?? 0)))
  const box = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const items = virtual.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const { measure } = answer
  const trend = useTrend(props.months, answer)
  // smoothed rates leave no room for one column more: the line stands below the change
  const beside = trend !== null && !smoothed
  const columns = smoothed || beside ? 5 : 4
  const column = (id: RankColumn, label: string, title?: string) => (
    <Column
      label={label}
      title={title}
      id={id}
      order={order}
      onSort={() =>
        setOrder({ column: id, descending: order.column === id ? !order.descending : id !== 'name' })
      }
    />
  )
  return (
    <>
      <p className={styles.caption}>
        {say('ranking.caption', {
          measure: nameIn(measure.label, lang),
          level: names.level(answer.level),
          period: answer.period ? formatPeriod(answer.period, lang) : say('filter.period.all'),
        })}
      </p>
      {props.months?.error && <FailedLine error={props.months.error} kept={trend !== null} />}
      <section
        className={styles.scroll}
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
        tabIndex={0}
        aria-label={say('ranking.title')}
        aria-busy={props.months?.isFetching === true}
      >
        <table
          className={styles.table}
          data-smoothed={smoothed || undefined}
          data-trend={beside || undefined}
          aria-rowcount={rows.length + 3}
        >
          <thead>
            <tr aria-rowindex={1}>
              {column('name', say('ranking.area'))}
              {answer.smoothing &&
                column('smoothed', say('map.rates.smoothed'), nameIn(answer.smoothing.how, lang))}
              {beside && (
                <th scope="col" className={styles.trend} title={trend.what}>
                  {trend.label}
                </th>
              )}
              {column('value', smoothed ? say('map.rates.raw') : nameIn(measure.label, lang))}
              {smoothed && measure.denominator
                ? column('basis', `${nameIn(measure.numerator, lang)} / ${nameIn(measure.denominator, lang)}`)
                : column('basis', say('ranking.basis'), say('ranking.basis.what'))}
              {column(
                'change',
                say('ranking.change'),
                trend && !beside
                  ? `${say('ranking.change.what')} · ${trend.what}`
                  : say('ranking.change.what'),
              )}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Gap height={above} columns={columns} />}
            {items.map(({ index }) => {
              const row = rows[index]
              return (
                row && (
                  <Line
                    key={row.code}
                    row={row}
                    at={index}
                    most={most}
                    measure={measure}
                    drawn={drawn}
                    smoothed={smoothed}
                    trend={trend}
                    opened={row.code === props.opened}
                    onOpen={props.onOpen}
                  />
                )
              )
            })}
            {below > 0 && <Gap height={below} columns={columns} />}
          </tbody>
          <tfoot>
            <Sum
              label={say('ranking.unlocated')}
              title={say('ranking.unlocated.what')}
              figure={answer.unlocated}
              measure={measure}
              smoothed={smoothed}
              beside={beside}
              at={rows.length + 2}
            />
            <Sum
              label={say('ranking.total')}
              figure={answer.total}
              measure={measure}
              smoothed={smoothed}
              beside={beside}
              at={rows.length + 3}
            />
          </tfoot>
        </table>
      </section>
    </>
  )
}

/** What the lines of a table draw besides: each area's course, and over which months. */
interface TrendColumn {
  label: string
  what: string
  months: Series['bins']
  of: ReadonlyMap<string | null, Figure[]>
}

/** The courses of the areas, once they are those of the figures beside them. */
function useTrend(months: Asked<Series> | null, shown: MeasureByArea): TrendColumn | null {
  const say = useSay()
  const lang = useLang()
  const series = months?.data
  return useMemo(() => {
    const [first] = series?.bins ?? []
    const last = series?.bins.at(-1)
    if (!series || first === undefined || last === undefined) return null
    if (series.measure.id !== shown.measure.id || series.level !== shown.level) return null
    const n = series.bins.length
    return {
      label: say('ranking.trend', { count: n, n }),
      what: say('ranking.trend.what', { from: formatMonth(first, lang), to: formatMonth(last, lang) }),
      months: series.bins,
      of: new Map(series.series.map(({ key, figures }) => [key, figures])),
    }
  }, [series, shown.measure.id, shown.level, say, lang])
}

/** Room for the lines that are scrolled out of sight. */
function Gap(props: { height: number; columns: number }) {
  return (
    <tr>
      <td colSpan={props.columns} className={styles.gap} style={{ height: props.height }} />
    </tr>
  )
}

function Column(props: {
  label: string
  title: string | undefined
  id: RankColumn
  order: RankOrder
  onSort: () => void
}) {
  const { order, id, label } = props
  const say = useSay()
  const sorted = order.column === id
  return (
    <th
      scope="col"
      className={id === 'name' ? undefined : styles.number}
      aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        title={props.title ?? say('ranking.sort', { name: label })}
        onClick={props.onSort}
      >
        {label}
        <span aria-hidden="true" className={styles.arrow}>
          {sorted ? (order.descending ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  )
}

function Line(props: {
  row: RankRow
  at: number
  most: number
  measure: Measure
  /** the value that the map draws */
  drawn: 'value' | 'smoothed'
  smoothed: boolean
  trend: TrendColumn | null
  opened: boolean
  onOpen: (code: string) => void
}) {
  const { row, measure, most, drawn, smoothed, trend } = props
  const { figure } = row
  const say = useSay()
  const lang = useLang()
  const change = figure && row.change !== null ? changeOf(figure, figure.previous, measure, lang) : null
  const course = trend?.of.get(row.code)
  const drawnTrend = course && trend && (
    <Trend figures={course} months={trend.months} measure={measure} low={smoothed} />
  )
  return (
    <tr className={styles.line} data-opened={props.opened || undefined} aria-rowindex={props.at + 2}>
      <th scope="row">
        <button
          type="button"
          className={styles.name}
          onClick={() => props.onOpen(row.code)}
          title={`${row.name} · ${row.code}`}
        >
          {row.name}
        </button>
      </th>
      {trend && !smoothed && (
        <td className={styles.trend} data-course="">
          {drawnTrend}
        </td>
      )}
      {(smoothed ? (['smoothed', 'value'] as const) : (['value'] as const)).map((which) => {
        const value = figure?.[which]
        return (
          <td
            key={which}
            className={`${styles.number} ${styles.value}`}
            data-beside={which === drawn ? undefined : ''}
          >
            {which === drawn && most > 0 && value != null && (
              <span
                className={styles.bar}
                style={{ width: `${(100 * Math.abs(value)) / most}%` }}
                aria-hidden="true"
              />
            )}
            <span className={styles.figure}>{formatValue(value, measure.unit, lang)}</span>
          </td>
        )
      })}
      <td className={styles.number}>
        {figure?.smallNumber ? (
          <Mark tone="warn" title={say('kpi.small.what')}>
            {basisOf(figure, smoothed, lang)}
          </Mark>
        ) : (
          figure && basisOf(figure, smoothed, lang)
        )}
      </td>
      <td className={styles.number}>
        {change && (
          <Change
            change={change}
            verdict={say(change.good ? 'kpi.better.up' : 'kpi.better.down')}
            title={formatFigure(figure?.previous, measure.unit, lang)}
          />
        )}
        {smoothed && drawnTrend}
      </td>
    </tr>
  )
}

function Sum(props: {
  label: string
  title?: string
  figure: MeasureByArea['unlocated']
  measure: Measure
  smoothed: boolean
  /** whether the lines above have a column of trends */
  beside: boolean
  at: number
}) {
  const lang = useLang()
  return (
    <tr aria-rowindex={props.at}>
      <th scope="row" title={props.title}>
        {props.label}
      </th>
      {props.smoothed && <td />}
      {props.beside && <td data-course="" />}
      <td className={styles.number}>{formatFigure(props.figure, props.measure.unit, lang)}</td>
      <td className={styles.number}>{basisOf(props.figure, props.smoothed, lang)}</td>
      <td />
    </tr>
  )
}

/** What a figure rests on: the number of cases, of a rate per household also the households. */
function basisOf({ n, numerator, denominator }: Figure, parts: boolean, lang: Lang): string {
  if (!parts) return formatNumber(n, lang)
  return `${formatNumber(numerator, lang)} / ${denominator === null ? noValue : formatNumber(denominator, lang)}`
}
