import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { RepeatSettings } from '@grid/data/contract'
import { join, type Row, type Sql, sql, type Transaction } from '../store/index.ts'
import { startThread } from '../thread.ts'
import { judge, type Marks, type Tickets } from './judge.ts'

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
const together = 1_000_000
/** Fewer are judged before a thread has started. */
const worthThread = 100_000

/**
 * Judges tickets of whole categories as {@link nthOfEach} does, in columns and some categories at a time, those that are many in
 * threads: memory grows with the largest category alone. Yields the marks that differ from what was known; between two
 * yields nothing is being read.
 */
export async function* judgeCategories(
  transaction: Transaction,
  rule: RepeatSettings,
  judged: Judged,
): AsyncGenerator<Marks> {
  const { rows, repeats, since } = judged
  const extents = await transaction.run(sql`SELECT t.category, count(*) AS tickets,
      min(t.lon) AS west, min(t.lat) AS south, max(t.lon) AS east, max(t.lat) AS north
    FROM ${rows} WHERE ${repeats} AND t.category IS NOT NULL GROUP BY t.category ORDER BY t.category`)
  const under: Promise<Marks>[] = []
  for (const bounds of parted(extents.filter(({ category }) => !since || since.has(Number(category))))) {
    const tickets = await read(transaction, rule, judged, bounds)
    const marks = tickets.keys.length < worthThread ? Promise.resolve(judge(tickets)) : judgeInThread(tickets)
    // it is told of when its turn comes
    marks.catch(() => undefined)
    if (under.push(marks) >= availableParallelism()) yield await under.shift()!
  }
  for (const marks of under) yield await marks
}

/** Categories in groups to be read together, each with the degrees between which its tickets lie. */
function* parted(extents: readonly Row[]): Generator<Tickets['bounds']> {
  let bounds = new Map<number, { lon: number[]; lat: number[] }>()
  let tickets = 0
  for (const { category, tickets: here, west, south, east, north } of extents) {
    if (tickets > 0 && tickets + Number(here) > together) {
      yield bounds
      bounds = new Map()
      tickets = 0
    }
    tickets += Number(here)
    bounds.set(Number(category), { lon: [west, east].map(Number), lat: [south, north].map(Number) })
  }
  if (tickets > 0) yield bounds
}

async function judgeInThread(tickets: Tickets): Promise<Marks> {
  const columns = [tickets.keys, tickets.category, tickets.lon, tickets.lat, tickets.day]
  const buffers = [...columns, ...Object.values(tickets.known ?? {})].map(({ buffer }) => buffer)
  const [marks] = await once(startThread('judge', tickets, buffers), 'message')
  return marks as Marks
}

async function read(
  transaction: Transaction,
  { tickets, metres, days }: RepeatSettings,
  { rows, repeats, key, known, since }: Judged,
  bounds: Tickets['bounds'],
): Promise<Tickets> {
  const categories = [...bounds.keys()]
  const first = categories.map((category) => since?.get(category) ?? Number.MIN_SAFE_INTEGER)
  const told = known
    ? [sql`coalesce(${known.nth}, 0)`, sql`coalesce(${known.counted}, FALSE)`, sql`s.since`]
    : []
  const columns = [key, sql`t.category`, sql`t.lon`, sql`t.lat`, sql`epoch(t.day) / 86400`, ...told]
  const statement = sql`SELECT ${join(columns.map((column) => sql`CAST(${column} AS DOUBLE)`))}
    FROM ${rows} JOIN (
      SELECT unnest(CAST(${categories} AS BIGINT[])) AS category, unnest(CAST(${first} AS BIGINT[])) AS since
    ) s ON s.category = t.category
    WHERE ${repeats} AND epoch(t.day) / 86400 > s.since - ${days}
    ORDER BY t.category, t.reported_at, t.id`
  const chunks: (readonly Float64Array[])[] = []
  for await (const chunk of transaction.columns(statement)) chunks.push(chunk)
  const [keys, category, lon, lat, day, nth, counted, from] = columns.map((_, at) => joined(chunks, at))
  return {
    rule: { tickets, metres, days },
    bounds,
    keys: keys!,
    category: category!,
    lon: lon!,
    lat: lat!,
    day: day!,
    ...(nth && counted && from && { known: { nth, counted, since: from } }),
  }
}

/** One column of all chunks. */
function joined(chunks: readonly (readonly Float64Array[])[], column: number): Float64Array<ArrayBuffer> {
  const all = new Float64Array(chunks.reduce((rows, chunk) => rows + chunk[column]!.length, 0))
  let rows = 0
  for (const chunk of chunks) {
    all.set(chunk[column]!, rows)
    rows += chunk[column]!.length
  }
  return all
}

/** Fills a temporary table (key, nth, place) with marks; answers how many there are. */
export async function stageMarks(
  transaction: Transaction,
  table: string,
  marks: AsyncIterable<Marks> | Iterable<Marks>,
): Promise<number> {
  const staged = await transaction.stage(table, { key: 'bigint', nth: 'integer', place: 'boolean' })
  let written = 0
  const row: [number, number | null, boolean] = [0, null, false]
  for await (const { keys, nth, counted } of marks) {
    for (let at = 0; at < keys.length; at++) {
      row[0] = keys[at]!
      row[1] = nth[at] || null
      row[2] = counted[at] === 1
      staged.append(row)
    }
    written += keys.length
  }
  await staged.finish()
  return written
}
