import type { RepeatSettings } from '@grid/data/contract'
import { wasWork } from '../centre/index.ts'
import { type Row, type Sql, sql, type Transaction } from '../store/index.ts'
import { judgeCategories, stageMarks } from './categories.ts'
import { keptNth, type Marks } from './judge.ts'
import { nthOfEach, type Reported, type Stale } from './nth.ts'
import type { Spot } from './recent.ts'
import { judgeSharedPoints } from './shared-points.ts'
import { Surroundings } from './surroundings.ts'

/** Tickets whose facts may be stale. */
export interface Changed {
  /** keys of the tickets that are new or changed */
  tickets: Sql
  /** what the changed ones were before: ticket, category, lon, lat, day, reported_at, valid; none where all are new */
  before?: Sql
}

const temporary = ['repeat_changed', 'repeat_flipped', 'repeat_square', 'repeat_told']
/** Changes whose surroundings are looked at together; with more of them whole categories are. */
const mostSpots = 20_000

const repeats = sql`t.lon IS NOT NULL AND t.lat IS NOT NULL AND NOT t.shared_point AND ${wasWork}`

/**
 * Writes into tickets the how manieth of their category they are at their place, and with which of them a repeat place
 * counts: of all tickets, or of what a change can have touched, which is the tickets of the same category near it in
 * the days after it, and so on from those that are counted otherwise now. The tickets in the database alone decide, in
 * the order of their reports: however they came in, the same facts come out.
 */
export async function traceRepeats(
  transaction: Transaction,
  rule: RepeatSettings,
  changed: Changed | 'all',
): Promise<void> {
  if ((await transaction.change(changed === 'all' ? everyTicket : reallyChanged(changed))) === 0)
    return await transaction.drop(temporary)
  const flipped = await judgeSharedPoints(transaction, rule.sharedPoint)
  // tickets that cannot repeat anything say nothing, which new ones do not yet
  if (changed === 'all' || changed.before || flipped > 0)
    await transaction.run(sql`UPDATE ticket AS t SET repeat_nth = NULL, repeat_place = FALSE
    WHERE t.key IN (SELECT key FROM repeat_changed) AND (t.repeat_nth IS NOT NULL OR t.repeat_place)
      AND (t.category IS NULL OR NOT (${repeats}))`)
  const spots = await transaction.run(sql`SELECT category, lon, lat, epoch(day) / 86400 AS day,
      epoch_ms(min(reported_at)) AS at
    FROM repeat_changed WHERE category IS NOT NULL AND lon IS NOT NULL AND lat IS NOT NULL
    GROUP BY category, lon, lat, day LIMIT ${mostSpots + 1}`)
  await (spots.length > mostSpots ? traceCategories : traceAround)(transaction, rule, spots.map(spotOf))
  await transaction.drop(temporary)
}

const everyTicket = sql`CREATE OR REPLACE TEMP TABLE repeat_changed AS
  SELECT t.key, t.category, t.lon, t.lat, t.day, t.reported_at FROM ticket t`

/** Where and when tickets are or were whose place, time, category or validity is not what it was. */
function reallyChanged({ tickets, before }: Changed): Sql {
  if (!before)
    return sql`CREATE OR REPLACE TEMP TABLE repeat_changed AS
      SELECT t.key, t.category, t.lon, t.lat, t.day, t.reported_at FROM ticket t WHERE t.key IN (${tickets})`
  const differs = sql`(b.category, b.lon, b.lat, b.reported_at, b.day, b.valid) IS DISTINCT FROM
    (t.category, t.lon, t.lat, t.reported_at, t.day, ${wasWork})`
  return sql`CREATE OR REPLACE TEMP TABLE repeat_changed AS
    WITH b AS (${before}), moved AS MATERIALIZED (
      SELECT t.key, t.category, t.lon, t.lat, t.day, t.reported_at FROM ticket t LEFT JOIN b ON b.ticket = t.key
      WHERE t.key IN (${tickets}) AND (b.ticket IS NULL OR ${differs}))
    SELECT * FROM moved
    UNION ALL
    SELECT b.ticket, b.category, b.lon, b.lat, b.day, b.reported_at FROM b WHERE b.ticket IN (SELECT key FROM moved)`
}

function spotOf({ category, lon, lat, day, at }: Row): Spot {
  return { category: Number(category), lon: Number(lon), lat: Number(lat), day: Number(day), at: Number(at) }
}

/** Judges what a few changes can have touched, in every direction as far as it reaches. */
async function traceAround(
  transaction: Transaction,
  rule: RepeatSettings,
  spots: readonly Spot[],
): Promise<void> {
  if (spots.length === 0) return
  const since = spots.reduce((first, { day }) => Math.min(first, day), Number.POSITIVE_INFINITY)
  const surroundings = new Surroundings(spots, rule.metres)
  for (;;) {
    const tickets = await reportedSince(
      transaction,
      since - rule.days,
      await surroundings.holding(transaction),
    )
    const told = tellEach(tickets, spots, rule)
    // judged by what is there: what lies around those that are judged must be there too
    if (!surroundings.add(told.map(({ ticket }) => ticket)))
      return await write(transaction, [marksOf(told.filter(({ differs }) => differs))])
  }
}

/** Judges the categories of many changes, each as a whole from its first change on. */
async function traceCategories(transaction: Transaction, rule: RepeatSettings): Promise<void> {
  const stale = await transaction.run(sql`SELECT category, min(epoch(day) / 86400) AS day FROM repeat_changed
    WHERE category IS NOT NULL GROUP BY category`)
  const since = new Map(stale.map(({ category, day }) => [Number(category), Number(day)]))
  const told = judgeCategories(transaction, rule, {
    rows: sql`ticket t`,
    repeats,
    key: sql`t.key`,
    known: { nth: sql`t.repeat_nth`, counted: sql`t.repeat_place` },
    since,
  })
  await write(transaction, told)
}

interface Known extends Reported {
  key: number
  /** as it is kept */
  nth: number
}

/** Tickets after a day that can repeat something, in the order of their reports. */
async function reportedSince(transaction: Transaction, after: number, which: Sql): Promise<Known[]> {
  const rows = await transaction.run(sql`
    SELECT t.key, t.category, t.lon, t.lat, epoch(t.day) / 86400 AS day, epoch_ms(t.reported_at) AS at, t.repeat_nth,
      t.repeat_place
    FROM ticket t
    WHERE ${which} AND t.day > CAST(epoch_ms(CAST(${after} AS BIGINT) * 86400000) AS DATE) AND ${repeats}
    ORDER BY t.reported_at, t.id`)
  return rows.map((row) => ({
    ...spotOf(row),
    key: Number(row.key),
    nth: Number(row.repeat_nth ?? 0),
    counted: row.repeat_place === true,
  }))
}

interface Told {
  ticket: Known
  nth: number
  counted: boolean
  /** from what was said of it before */
  differs: boolean
}

/** What is to be said of the tickets that are judged. */
function tellEach(tickets: readonly Known[], stale: Stale, rule: RepeatSettings): Told[] {
  const told: Told[] = []
  for (const { ticket: index, nth, counted } of nthOfEach(tickets, stale, rule)) {
    const ticket = tickets[index]!
    const kept = keptNth(nth)
    const differs = ticket.nth !== kept || ticket.counted !== counted
    told.push({ ticket, nth: kept, counted, differs })
  }
  return told
}

function marksOf(told: readonly Told[]): Marks {
  return {
    keys: Float64Array.from(told, ({ ticket }) => ticket.key),
    nth: Uint16Array.from(told, ({ nth }) => nth),
    counted: Uint8Array.from(told, ({ counted }) => Number(counted)),
  }
}

async function write(transaction: Transaction, told: AsyncIterable<Marks> | Iterable<Marks>): Promise<void> {
  if ((await stageMarks(transaction, 'repeat_told', told)) === 0) return
  await transaction.run(sql`UPDATE ticket SET repeat_nth = s.nth, repeat_place = s.place
    FROM repeat_told s WHERE ticket.key = s.key`)
}
