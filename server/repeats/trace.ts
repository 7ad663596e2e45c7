import type { RepeatSettings } from '@grid/data/contract'
import { name, type Sql, sql, type Transaction } from '../store/index.ts'
import { nthOfEach } from './nth.ts'
import { judgeSharedPoints } from './shared-points.ts'

/** Tickets whose facts may be stale. */
export interface Changed {
  /** keys of the tickets that are new or changed */
  tickets: Sql
  /** what the changed ones were before: ticket, category, lon, lat, day, reported_at, valid */
  before: Sql
}

const temporary = ['repeat_changed', 'repeat_stale', 'repeat_point', 'repeat_told']
/** Kept in 16 bits. */
const most = 60_000

const valid = sql`t.status NOT IN ('void', 'duplicate', 'rejected')`

/**
 * Writes into tickets the how manieth of their category they are at their place, and with which of them a repeat place
 * counts: of all tickets, or of what a change can have touched, which is the tickets of the same categories from the
 * first change on. The tickets in the database alone decide, in the order of their reports: however they came in, the
 * same facts come out.
 */
export async function traceRepeats(
  transaction: Transaction,
  rule: RepeatSettings,
  changed: Changed | 'all',
): Promise<void> {
  await transaction.run(changed === 'all' ? everyTicket : reallyChanged(changed))
  await judgeSharedPoints(transaction, rule.sharedPoint)
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE repeat_stale AS
    SELECT category, min(day) AS day FROM repeat_changed WHERE category IS NOT NULL GROUP BY category`)
  // tickets that cannot repeat anything say nothing
  await transaction.run(sql`UPDATE ticket AS t SET repeat_nth = NULL, repeat_place = FALSE
    WHERE (t.repeat_nth IS NOT NULL OR t.repeat_place)
      AND (t.lon IS NULL OR t.lat IS NULL OR t.category IS NULL OR t.shared_point OR NOT (${valid}))`)
  for (const { category, day } of await transaction.run(
    sql`SELECT category, CAST(day AS VARCHAR) AS day FROM repeat_stale ORDER BY category`,
  ))
    await traceCategory(transaction, rule, Number(category), String(day))
  for (const table of temporary) await transaction.run(sql`DROP TABLE IF EXISTS ${name(table)}`)
}

const everyTicket = sql`CREATE OR REPLACE TEMP TABLE repeat_changed AS
  SELECT t.category, t.lon, t.lat, t.day FROM ticket t`

/** Where and when tickets are or were whose place, time, category or validity is not what it was. */
function reallyChanged({ tickets, before }: Changed): Sql {
  const differs = sql`(b.category, b.lon, b.lat, b.reported_at, b.day, b.valid) IS DISTINCT FROM
    (t.category, t.lon, t.lat, t.reported_at, t.day, ${valid})`
  return sql`CREATE OR REPLACE TEMP TABLE repeat_changed AS
    WITH b AS (${before}), moved AS (
      SELECT t.key FROM ticket t LEFT JOIN b ON b.ticket = t.key
      WHERE t.key IN (${tickets}) AND (b.ticket IS NULL OR ${differs}))
    SELECT t.category, t.lon, t.lat, t.day FROM ticket t WHERE t.key IN (SELECT key FROM moved)
    UNION ALL
    SELECT b.category, b.lon, b.lat, b.day FROM b WHERE b.ticket IN (SELECT key FROM moved)`
}

async function traceCategory(
  transaction: Transaction,
  rule: RepeatSettings,
  category: number,
  from: string,
): Promise<void> {
  const rows = await transaction.run(sql`
    SELECT t.key, t.lon, t.lat, t.day - CAST(${from} AS DATE) AS day, t.repeat_nth, t.repeat_place
    FROM ticket t
    WHERE t.category = ${category} AND t.day > CAST(${from} AS DATE) - CAST(${rule.days} AS INTEGER)
      AND t.lon IS NOT NULL AND t.lat IS NOT NULL AND NOT t.shared_point AND ${valid}
    ORDER BY t.reported_at, t.id`)
  const tickets = rows.map((row) => ({
    lon: Number(row.lon),
    lat: Number(row.lat),
    day: Number(row.day),
    counted: row.repeat_place === true,
  }))
  const first = tickets.findIndex(({ day }) => day >= 0)
  if (first === -1) return
  const told = await transaction.stage('repeat_told', { ticket: 'bigint', nth: 'integer', place: 'boolean' })
  let differing = 0
  for (const { ticket, nth, counted } of nthOfEach(tickets, first, rule)) {
    const row = rows[ticket]!
    // most are the first: to say so of each would cost more than it tells
    const kept = nth === 1 ? null : Math.min(nth, most)
    if (row.repeat_nth === kept && (row.repeat_place === true) === counted) continue
    told.append([Number(row.key), kept, counted])
    differing++
  }
  told.finish()
  if (differing > 0)
    await transaction.run(sql`UPDATE ticket SET repeat_nth = s.nth, repeat_place = s.place
      FROM repeat_told s WHERE ticket.key = s.ticket`)
}
