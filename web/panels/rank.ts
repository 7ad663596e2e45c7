import type { ComparedFigure, Measure, MeasureByArea } from '@grid/data/contract'
import { fewest } from '../lib/fewest.ts'

/** One area of the ranking. */
export interface RankRow {
  code: string
  name: string
  figure: MeasureByArea['areas'][number] | null
  /** movement against the previous period in the measure's unit; null where unknown or of fewer than 10 */
  change: number | null
}

export type RankColumn = 'name' | 'smoothed' | 'value' | 'basis' | 'change'

export interface RankOrder {
  column: RankColumn
  descending: boolean
}

/** The order a measure is first shown in: what needs attention at the top, by the value that the map draws. */
export function worstFirst(
  measure: Pick<Measure, 'direction'>,
  by: 'value' | 'smoothed' = 'value',
): RankOrder {
  return { column: by, descending: measure.direction !== 'more is better' }
}

/** The areas with their figures; one the answer does not mention has none. */
export function rankRows(
  areas: readonly { code: string; name: string }[],
  answer: Pick<MeasureByArea, 'areas'> | undefined,
): RankRow[] {
  const figures = new Map(answer?.areas.map((figure) => [figure.code, figure]))
  return areas.map(({ code, name }) => {
    const figure = figures.get(code) ?? null
    return { code, name, figure, change: figure && changeIn(figure) }
  })
}

function changeIn({ value, n, previous }: ComparedFigure): number | null {
  if (value === null || !previous || previous.value === null) return null
  return n < fewest || previous.n < fewest ? null : value - previous.value
}

/** The rows in an order; what has no value comes last either way, and equals go by code so that order is stable. */
export function ranked(rows: readonly RankRow[], order: RankOrder, locale: string): RankRow[] {
  const number = (row: RankRow): number | null => {
    if (order.column === 'change') return row.change
    if (order.column === 'smoothed') return row.figure?.smoothed ?? null
    return (order.column === 'basis' ? row.figure?.n : row.figure?.value) ?? null
  }
  const direction = order.descending ? -1 : 1
  return rows.toSorted((a, b) => {
    if (order.column === 'name') return direction * a.name.localeCompare(b.name, locale, { numeric: true })
    const left = number(a)
    const right = number(b)
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null) || a.code.localeCompare(b.code)
    }
    return direction * (left - right) || a.code.localeCompare(b.code)
  })
}
