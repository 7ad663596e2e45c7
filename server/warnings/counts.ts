import type { Filter, Period } from '@grid/data/contract'
import { cellNumber } from '../cells/index.ts'
import { number, numberOrNull, text } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { all, day, type Sql, sql } from '../store/index.ts'
import type { ByDay } from './day-shares.ts'
import type { History } from './history.ts'

/** Sizes of cells tried, the finest first: the first with no more occupied cells than a scan can take. */
const resolutions = [9, 8, 7, 6]
const mostCells = 1500

/** Tickets of one key of a category (null: without one) in one cell, on one day of the window where that is counted. */
export interface CellCount {
  cell: number
  category: number | null
  day: string | null
  count: number
}

/** What a scan is made of. */
export interface ScanCounts {
  resolution: number
  window: CellCount[]
  reference: CellCount[]
  /** before the window */
  history: CellCount[]
  /** every cell with a ticket up to the end of the window */
  cells: number[]
  /** tickets by category and day, of the days that the expected numbers rest on */
  byDay: Map<number | null, ByDay>
}

/** Tickets that were work to do and have a point. */
const usable = sql`t.status NOT IN ('void', 'duplicate', 'rejected') AND t.cell IS NOT NULL`

/** Counts what a scan of the caller's tickets needs. */
export async function countsFor(asking: Asking, filter: Filter, history: History): Promise<ScanCounts> {
  const { store, signal } = asking
  const rows = (statement: Sql) => store.read(statement, { signal })
  const among = all([predicateOf(asking, filter), usable, sql`t.day < ${day(history.window.to)}`])
  const resolution = await resolutionFor(asking, among)
  const cell = cellNumber(resolution)
  const [window, reference, past, days] = await Promise.all([
    rows(sql`SELECT ${cell} AS cell, t.category, t.day, count(*) AS n FROM ticket t
      WHERE ${among} AND ${within([history.window])} GROUP BY ALL ORDER BY ALL`),
    rows(sql`SELECT ${cell} AS cell, t.category, NULL AS day, count(*) AS n FROM ticket t
      WHERE ${among} AND ${within(history.reference)} GROUP BY ALL ORDER BY ALL`),
    rows(sql`SELECT ${cell} AS cell, t.category, NULL AS day, count(*) AS n FROM ticket t
      WHERE ${among} AND t.day < ${day(history.window.from)} GROUP BY ALL ORDER BY ALL`),
    rows(sql`SELECT t.category, t.day, count(*) AS n FROM ticket t
      WHERE ${among} AND ${within([...history.reference, ...history.season.map(({ period }) => period)])}
      GROUP BY ALL ORDER BY ALL`),
  ])
  const byDay = new Map<number | null, Map<string, number>>()
  for (const row of days) {
    const category = numberOrNull(row.category)
    const counts = byDay.get(category) ?? new Map<string, number>()
    byDay.set(category, counts.set(text(row.day), number(row.n)))
  }
  return {
    resolution,
    window: window.map(countOf),
    reference: reference.map(countOf),
    history: past.map(countOf),
    cells: [...new Set([...window, ...past].map((row) => number(row.cell)))],
    byDay,
  }
}

async function resolutionFor({ store, signal }: Asking, among: Sql): Promise<number> {
  const occupied = resolutions.map((resolution) => sql`count(DISTINCT ${cellNumber(resolution)})`)
  const [row] = await store.read(
    sql`SELECT [${occupied.reduce((left, right) => sql`${left}, ${right}`)}] AS cells FROM ticket t WHERE ${among}`,
    { signal },
  )
  const cells = Array.isArray(row?.cells) ? row.cells.map(number) : []
  return resolutions.find((_, index) => cells[index]! <= mostCells) ?? resolutions.at(-1)!
}

function within(periods: readonly Period[]): Sql {
  const each = periods.map(({ from, to }) => sql`(t.day >= ${day(from)} AND t.day < ${day(to)})`)
  return sql`(${each.reduce((left, right) => sql`${left} OR ${right}`)})`
}

function countOf(row: Record<string, unknown>): CellCount {
  return {
    cell: Number(row.cell),
    category: typeof row.category === 'number' ? row.category : null,
    day: typeof row.day === 'string' ? row.day : null,
    count: Number(row.n),
  }
}
