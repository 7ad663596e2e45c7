import { join, name, sql, type Transaction } from '../../store/index.ts'
import { placersOf, settleTimes } from '../areas/index.ts'
import { zoneOf } from '../instants.ts'
import { PointJudge, reach } from '../locate/index.ts'
import { ticketFields, type Value } from '../map/index.ts'
import type { PathRules } from '../path/index.ts'
import { Keys } from '../register.ts'
import { Tally } from '../report.ts'
import { countsDegrees, toWgs84From } from '../systems.ts'
import { dropMerge, mergeSpecial, mergeTickets } from '../tickets/merge.ts'
import { TicketRows } from '../tickets/row.ts'
import { StagedColumns } from '../tickets/staging.ts'
import { type ToldField, toldColumn } from './staging.ts'

/** Tickets handed over at a time: memory does not grow with their number. */
const page = 50_000

const ticketOrder = Object.keys(ticketFields)
const placeOf = (field: keyof typeof ticketFields) => ticketOrder.indexOf(field)

export interface Making {
  /** fields of tickets that the mapping names */
  told: readonly ToldField[]
  /** system of the told points, undefined where none are told */
  crs: string | undefined
  /** how messages call the mapping */
  place: string
  timeZone: string
  /** the log's own order, as columns of `staged_event` */
  numbered: boolean
  /** milliseconds since 1970 */
  now: number
  tally: Tally
  rules: PathRules
}

/**
 * Makes a ticket of every log in `staged_event` that has none; it takes the way of a row of a file of tickets. Of
 * several lines the last that says something counts. Leaves behind `told_ticket`: what the lines say of the tickets
 * that are made of logs, with their `key` where they were known before.
 */
export async function makeTickets(transaction: Transaction, making: Making): Promise<void> {
  const order = making.numbered ? sql`seq, row` : sql`happened_at, row`
  const told = making.told.map((field) => {
    const column = name(toldColumn(field))
    return sql`last(${column} ORDER BY ${order}) FILTER (${column} IS NOT NULL) AS ${column}`
  })
  await transaction.run(sql`CREATE OR REPLACE TEMP TABLE told_ticket AS
    SELECT l.*, t.key FROM (
      SELECT ${join([sql`ticket AS id`, sql`min(row) AS row`, sql`min(happened_at) AS reported_at`, ...told])}
      FROM staged_event GROUP BY ticket
    ) l LEFT JOIN ticket t ON t.id = l.id
    WHERE t.key IS NULL OR t.from_log`)
  const keys = await keysOf(transaction, making)
  await insertNew(transaction, making, keys)
}

/** The centre's lists, with what the lines name besides. */
async function keysOf(transaction: Transaction, { told, tally }: Making) {
  const lists = {
    source: await Keys.of('source', transaction),
    category: await Keys.of('category', transaction),
    tier: await Keys.of('tier', transaction),
    unit: await Keys.of('unit', transaction),
  }
  for (const field of ['source', 'category'] as const) {
    if (!told.includes(field)) continue
    const column = name(toldColumn(field))
    const ids = sql`SELECT ${column} AS id FROM told_ticket WHERE ${column} IS NOT NULL GROUP BY ALL ORDER BY min(row)`
    for (const { id } of await transaction.run(ids)) lists[field].key(String(id))
    tally.created(field === 'source' ? 'sources' : 'categories', await lists[field].save(transaction))
  }
  return lists
}

async function insertNew(
  transaction: Transaction,
  { told, crs, place, timeZone, now, tally, rules }: Making,
  keys: Awaited<ReturnType<typeof keysOf>>,
): Promise<void> {
  const placer = (await placersOf(transaction)).now
  const system = crs ?? 'EPSG:4326'
  const judge = new PointJudge(toWgs84From(system, place), countsDegrees(system), reach(placer.bbox))
  const rows = new TicketRows({
    keys,
    judge,
    placer,
    dues: rules.dues,
    zone: zoneOf(timeZone),
    flag: (reason) => tally.flag(reason),
    now,
  })
  const columns = new StagedColumns(['id', 'reported_at', ...told], placer.levelsUsed)
  const staging = await transaction.stage('staged_ticket', columns.kinds)
  const special = await transaction.stage('staged_special', { row: 'integer', area: 'integer' })
  const values = new Array<Value>(ticketOrder.length).fill(null)
  for (let after = -1, more = true; more; ) {
    const lines = await transaction.run(
      sql`SELECT * FROM told_ticket WHERE key IS NULL AND row > ${after} ORDER BY row LIMIT ${page}`,
    )
    for (const line of lines) {
      after = Number(line.row)
      values[placeOf('id')] = String(line.id)
      values[placeOf('reported_at')] = Number(line.reported_at)
      for (const field of told) values[placeOf(field)] = line[toldColumn(field)] ?? null
      const grids = rows.stage(after, values)
      staging.append(rows.staged, columns.places)
      for (const grid of grids) special.append([after, grid])
    }
    more = lines.length === page
  }
  await staging.finish()
  await special.finish()
  const merged = new Tally('tickets', place)
  const found = await mergeTickets(transaction, {
    staged: columns.rows(),
    crs: crs ?? null,
    setting: rules.setting,
    tally: merged,
  })
  await mergeSpecial(transaction, found)
  await settleTimes(transaction, sql`SELECT ticket FROM touched_ticket`)
  await transaction.run(
    sql`UPDATE ticket SET from_log = TRUE WHERE key IN (SELECT ticket FROM touched_ticket)`,
  )
  await dropMerge(transaction, found)
}
