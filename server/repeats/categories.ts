import type { RepeatSettings } from '@grid/data/contract'
import { join, type Sql, sql, type Transaction } from '../store/index.ts'
import { NumberedSquares } from './point-grid.ts'
import { Recent } from './recent.ts'

/** What is said of a ticket. */
export interface Mark {
  key: number
  /** how manieth it is at its place, null for the first */
  nth: number | null
  /** the place counts with it */
  counted: boolean
}

/** Tickets to be judged by whole categories. */
export interface Judged {
  /** tickets `t`, to be put behind FROM */
  rows: Sql
  /** which of them can repeat something */
  repeats: Sql
  /** what a mark knows a ticket by: a number */
  key: Sql
  /** what was said of a ticket before; nothing where all are new */
  known?: { nth: Sql; counted: Sql }
  /** the first local day, as a number, whose tickets may be stale, by category; those without one are left out */
  since?: ReadonlyMap<number, number>
}

/** Tickets read together, unless a category has more: what is read at a time is held. */
const together = 2_000_000
/** Kept in 16 bits. */
const most = 60_000

/** What is kept of how manieth a ticket is: most are the first, and to say so of each would cost more than it tells. */
export function keptNth(nth: number): number | null {
  return nth === 1 ? null : Math.min(nth, most)
}

/**
 * Judges tickets of whole categories as {@link nthOfEach} does, in columns and some categories at a time: memory grows with
 * the largest category alone. Yields the marks that differ from what was known; between two yields nothing is being read.
 */
export async function* judgeCategories(
  transaction: Transaction,
  rule: RepeatSettings,
  judged: Judged,
): AsyncGenerator<Mark[]> {
  const { rows, repeats, since } = judged
  const extents = await transaction.run(sql`SELECT t.category, count(*) AS tickets,
      min(t.lon) AS west, min(t.lat) AS south, max(t.lon) AS east, max(t.lat) AS north
    FROM ${rows} WHERE ${repeats} AND t.category IS NOT NULL GROUP BY t.category ORDER BY t.category`)
  let categories: number[] = []
  let tickets = 0
  const squares = new Map<number, NumberedSquares>()
  for (const { category, tickets: here, west, south, east, north } of extents) {
    if (since && !since.has(Number(category))) continue
    if (tickets > 0 && tickets + Number(here) > together) {
      yield await judgeTogether(transaction, rule, judged, { categories, squares })
      categories = []
      tickets = 0
    }
    categories.push(Number(category))
    tickets += Number(here)
    const [lon, lat] = [[west, east].map(Number), [south, north].map(Number)] as const
    squares.set(Number(category), new NumberedSquares(lon, lat, rule.metres))
  }
  if (tickets > 0) yield await judgeTogether(transaction, rule, judged, { categories, squares })
}

async function judgeTogether(
  transaction: Transaction,
  rule: RepeatSettings,
  { rows, repeats, key, known, since }: Judged,
  { categories, squares }: { categories: readonly number[]; squares: ReadonlyMap<number, NumberedSquares> },
): Promise<Mark[]> {
  const days = categories.map((category) => since?.get(category) ?? Number.MIN_SAFE_INTEGER)
  const columns = [
    key,
    sql`t.category`,
    sql`t.lon`,
    sql`t.lat`,
    sql`epoch(t.day) / 86400`,
    known ? sql`coalesce(${known.nth}, 0)` : sql`0`,
    known ? sql`coalesce(${known.counted}, FALSE)` : sql`FALSE`,
    sql`s.since`,
  ]
  const statement = sql`SELECT ${join(columns.map((column) => sql`CAST(${column} AS DOUBLE)`))}
    FROM ${rows} JOIN (
      SELECT unnest(CAST(${categories} AS BIGINT[])) AS category, unnest(CAST(${days} AS BIGINT[])) AS since
    ) s ON s.category = t.category
    WHERE ${repeats} AND epoch(t.day) / 86400 > s.since - ${rule.days}
    ORDER BY t.category, t.reported_at, t.id`
  const marks: Mark[] = []
  let category = Number.NaN
  let recent: Recent | undefined
  for await (const [keys, kinds, lon, lat, day, nths, counts, first] of transaction.columns(statement))
    for (let row = 0; row < keys!.length; row++) {
      if (kinds![row] !== category || !recent) {
        category = kinds![row]!
        recent = new Recent(squares.get(category)!, rule)
      }
      const x = lon![row]!
      const y = lat![row]!
      const today = day![row]!
      const was = counts![row] === 1
      if (today < first![row]!) {
        recent.pass(x, y, today, was)
        continue
      }
      recent.look(x, y, today, 0)
      const nth = recent.tickets + 1
      const counted = nth >= rule.tickets && !recent.counted
      recent.take(x, y, today, counted)
      const kept = keptNth(nth)
      if ((kept ?? 0) !== nths![row] || counted !== was) marks.push({ key: keys![row]!, nth: kept, counted })
    }
  return marks
}

/** Fills a temporary table (key, nth, place) with marks; answers how many there are. */
export async function stageMarks(
  transaction: Transaction,
  table: string,
  marks: AsyncIterable<readonly Mark[]> | Iterable<readonly Mark[]>,
): Promise<number> {
  const staged = await transaction.stage(table, { key: 'bigint', nth: 'integer', place: 'boolean' })
  let written = 0
  for await (const some of marks) {
    for (const { key, nth, counted } of some) staged.append([key, nth, counted])
    written += some.length
  }
  await staged.finish()
  return written
}
