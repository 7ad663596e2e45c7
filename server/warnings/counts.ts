import type { Filter, Period } from '@grid/data/contract'
import { cellNumber } from '../cells/index.ts'
import { number, numberOrNull, text } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { all, day, type Row, type Sql, sql } from '../store/index.ts'
import type { ByDay } from './day-shares.ts'
import type { History } from './history.ts'
import { pause } from './pause.ts'
import { usable } from './usable.ts'

/** Sizes of cells tried, the finest first: the first with no more occupied cells than a scan can take. */
const resolutions = [9, 8, 7, 6]
const mostCells = 1500

/** Tickets of one key of a category (null: without one) in one cell. */
export interface CellCount {
  cell: number
  category: number | null
  count: number
}

/** The same day by day: days before the end of the window, and tickets. */
export interface CellDays {
  cell: number
  category: number | null
  days: { back: number; count: number }[]
}

/** What a scan is made of. */
export interface ScanCounts {
  resolution: number
  window: CellDays[]
  reference: CellDays[]
  /** before the window */
  history: CellCount[]
  /** every cell with a ticket up to the end of the window */
  cells: number[]
  /** tickets by category and day, of the days that the expected numbers rest on */
  byDay: Map<number | null, ByDay>
}

/** Counts what a scan of the caller's tickets needs. */
export async function countsFor(asking: Asking, filter: Filter, history: History): Promise<ScanCounts> {
  const { store, signal } = asking
  const rows = (statement: Sql) => store.read(statement, { signal })
  const among = all([predicateOf(asking, filter), usable, sql`t.day < ${day(history.window.to)}`])
  const resolution = await resolutionFor(asking, among)
  const cell = cellNumber(resolution)
  // a text a cell and category: a row for each of its days would be as many rows as tickets
  const byDays = (periods: readonly Period[]) => sql`
    SELECT cell, category, string_agg(back || ' ' || n, ' ' ORDER BY back) AS days FROM (
      SELECT ${cell} AS cell, t.category, ${day(history.window.to)} - t.day AS back, count(*) AS n FROM ticket t
      WHERE ${among} AND ${within(periods)} GROUP BY ALL
    ) GROUP BY cell, category ORDER BY cell, category`
  const [window, reference, past, days] = await Promise.all([
    rows(byDays([history.window])),
    rows(byDays(history.reference)),
    rows(sql`SELECT ${cell} AS cell, t.category, count(*) AS n FROM ticket t
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
    window: await daysOfCells(window),
    reference: await daysOfCells(reference),
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

function countOf(row: Row): CellCount {
  return { cell: number(row.cell), category: numberOrNull(row.category), count: number(row.n) }
}

/** Cells whose texts are read between two breaths: the server answers others in between. */
const breath = 300

async function daysOfCells(rows: readonly Row[]): Promise<CellDays[]> {
  const cells: CellDays[] = []
  for (const [index, row] of rows.entries()) {
    if (index % breath === breath - 1) await pause()
    cells.push(daysOfCell(row))
  }
  return cells
}

function daysOfCell(row: Row): CellDays {
  const numbers = text(row.days).split(' ').map(Number)
  const days = Array.from({ length: numbers.length / 2 }, (_, index) => ({
    back: numbers[2 * index]!,
    count: numbers[2 * index + 1]!,
  }))
  return { cell: number(row.cell), category: numberOrNull(row.category), days }
}
