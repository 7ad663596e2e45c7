import type { Figure, MeasureByArea } from '@grid/data/contract'
import type { AreaChange } from '../lib/areaChange.ts'

/** A line of the planner's table. */
export interface PlanRow {
  code: string
  name: string
  /** of each column's measure, in order; undefined while it is not there yet */
  figures: (Figure | undefined)[]
  change: AreaChange | undefined
}

/** What a table is sorted by, as the address writes it. */
export interface PlanSort {
  /** `name`, `change` or the id of a measure */
  by: string
  descending: boolean
}

/** Reads `-overdue` as overdue from large to small; by name where nothing is said. */
export function sortOf(written: string | null): PlanSort {
  if (written === null) return { by: 'name', descending: false }
  return written.startsWith('-')
    ? { by: written.slice(1), descending: true }
    : { by: written, descending: false }
}

/** How a sort is written; by name upwards is the standard and is left out. */
export function sortWritten({ by, descending }: PlanSort): string | null {
  if (by === 'name' && !descending) return null
  return descending ? `-${by}` : by
}

/** The lines of the areas that the answer of the first column has, in the order of their names. */
export function planRows(
  answers: readonly (MeasureByArea | undefined)[],
  change: ReadonlyMap<string, AreaChange> | undefined,
  nameOf: (code: string) => string,
): PlanRow[] {
  const byCode = answers.map((answer) => new Map(answer?.areas.map((figure) => [figure.code, figure])))
  return (answers[0]?.areas ?? []).map(({ code }) => ({
    code,
    name: nameOf(code),
    figures: byCode.map((figures) => figures.get(code)),
    change: change?.get(code),
  }))
}

/** The lines in an order; what has no value to be ranked by, a change of few among it, stands last either way. */
export function sortedRows(
  rows: readonly PlanRow[],
  { by, descending }: PlanSort,
  columns: readonly string[],
  locale: string,
): PlanRow[] {
  const collator = new Intl.Collator(locale, { numeric: true })
  const names = (a: PlanRow, b: PlanRow) => collator.compare(a.name, b.name) || (a.code < b.code ? -1 : 1)
  if (by === 'name') return rows.toSorted((a, b) => (descending ? names(b, a) : names(a, b)))
  const column = columns.indexOf(by)
  const ranked = ({ change, figures }: PlanRow) =>
    (by === 'change' ? change?.value : figures[column]?.value) ?? null
  return rows.toSorted((a, b) => {
    const x = ranked(a)
    const y = ranked(b)
    if (x === null || y === null) return x === y ? names(a, b) : x === null ? 1 : -1
    return (descending ? y - x : x - y) || names(a, b)
  })
}
