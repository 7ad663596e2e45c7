import type { AreaFeature, Measure } from '@grid/data/contract'
import { type ReactNode, useMemo, useState } from 'react'
import { type PhraseKey, useSay } from '../i18n/index.ts'
import { areaName, type MapFigure, type Rates } from '../layers/index.ts'
import { formatNumber, formatValue, noValue } from '../lib/format.ts'
import { type Lang, localeOf, nameIn } from '../lib/lang.ts'
import styles from './map.module.css'

type Column = 'name' | 'value' | 'smoothed' | 'numerator' | 'denominator' | 'previous'
type Order = { by: Column; down: boolean }

/** The map in rows: everything it draws, for those who read rather than look. */
export function AreaTable(props: {
  areas: readonly AreaFeature[]
  values: ReadonlyMap<string, MapFigure> | undefined
  measure: Measure | undefined
  /** of measures that come raw and smoothed */
  rates: Rates | undefined
  lang: Lang
  onOpen: (code: string) => void
}): ReactNode {
  const { areas, values, measure, rates, lang } = props
  const say = useSay()
  const [wanted, setOrder] = useState<Order | null>(null)
  const drawn = rates?.drawn === 'smoothed' ? 'smoothed' : 'value'
  const order: Order = wanted && (rates || wanted.by !== 'smoothed') ? wanted : { by: drawn, down: true }
  const { by, down } = order
  const rows = useMemo(() => sorted(areas, values, lang, { by, down }), [areas, values, lang, by, down])
  const compared = [...(values?.values() ?? [])].some((figure) => figure.previous)
  const label = measure ? nameIn(measure.label, lang) : say('map.value')
  const figures: [Exclude<Column, 'name'>, string][] = rates
    ? [
        ['smoothed', say('map.rates.smoothedOf', { measure: label })],
        ['value', say('map.rates.raw')],
      ]
    : [['value', label]]
  if (measure?.denominator)
    figures.push(['numerator', say('map.numerator')], ['denominator', say('map.denominator')])
  if (compared) figures.push(['previous', say('map.previous')])
  const columns: [Column, string][] = [['name', say('map.area')], ...figures]
  return (
    <section className={styles.tableBox} aria-label={say('map.areasTitle')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(([by, label]) => (
              <th
                key={by}
                scope="col"
                aria-sort={order.by !== by ? 'none' : order.down ? 'descending' : 'ascending'}
              >
                <button
                  type="button"
                  className={styles.textButton}
                  onClick={() => setOrder({ by, down: order.by === by ? !order.down : by !== 'name' })}
                >
                  {label}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ area, figure }) => (
            <tr key={area.properties.code}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.textButton}
                  onClick={() => props.onOpen(area.properties.code)}
                >
                  {areaName(area, lang)}
                </button>
                {notesOf(area, figure).map((key) => (
                  <small key={key}> {say(key)}</small>
                ))}
              </th>
              {figures.map(([column]) => (
                <td key={column}>{cell(column, figure, measure, lang)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function notesOf(area: AreaFeature, figure: MapFigure | undefined): PhraseKey[] {
  return [
    ...(area.properties.kind === 'special' ? (['map.special'] as const) : []),
    ...(figure?.smallNumber && figure.value !== null ? (['map.smallNumber'] as const) : []),
  ]
}

function cell(
  column: Exclude<Column, 'name'>,
  figure: MapFigure | undefined,
  measure: Measure | undefined,
  lang: Lang,
): string {
  if (!figure || !measure) return noValue
  if (column === 'numerator') return formatNumber(figure.numerator, lang)
  if (column === 'denominator')
    return figure.denominator === null ? noValue : formatNumber(figure.denominator, lang)
  return formatValue(number(column, figure), measure.unit, lang)
}

function sorted(
  areas: readonly AreaFeature[],
  values: ReadonlyMap<string, MapFigure> | undefined,
  lang: Lang,
  { by, down }: Order,
): { area: AreaFeature; figure: MapFigure | undefined }[] {
  const rows = areas.map((area) => ({ area, figure: values?.get(area.properties.code) }))
  const text = new Intl.Collator(localeOf(lang), { numeric: true })
  const sign = down ? -1 : 1
  return rows.sort((a, b) => {
    if (by === 'name') return sign * text.compare(areaName(a.area, lang), areaName(b.area, lang))
    const x = number(by, a.figure)
    const y = number(by, b.figure)
    // areas without a figure stay last, whichever way the rest is turned
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1
    return sign * (x - y)
  })
}

function number(by: Exclude<Column, 'name'>, figure: MapFigure | undefined): number | null {
  if (by === 'previous') return figure?.previous?.value ?? null
  return figure?.[by] ?? null
}
