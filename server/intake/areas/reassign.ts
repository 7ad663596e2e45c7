import { cellAt } from '../../cells/index.ts'
import { type Row, type Sql, sql, type Transaction } from '../../store/index.ts'
import type { Reads } from '../centre.ts'
import { type JudgedPoint, levelCount, type Placing, PointJudge, reach } from '../locate/index.ts'
import type { OnProgress } from '../progress.ts'
import { assigned } from '../stored.ts'
import { countsDegrees, toWgs84From, wgs84 } from '../systems.ts'
import type { Placers } from './placers.ts'

/** Tickets placed at a time unless told otherwise: memory does not grow with their number. */
const usualPage = 100_000

/** A ticket placed again. The judged point and the placings are good until the next one. */
export interface PlacedAgain {
  row: Row
  point: JudgedPoint
  now: Placing
  /** by the boundaries of the day it was reported on; null where that says the same */
  past: Placing | null
}

/** Which tickets, how far they are, and who wants to see each. */
export interface Again {
  /** a condition over ticket `t`; all where absent */
  where?: Sql
  /** tickets placed at a time: few where others wait for the same process */
  page?: number
  onProgress?: OnProgress | undefined
  seen?: (placed: PlacedAgain) => void
}

/**
 * Places tickets by the point and code they were given, page by page in the order of their keys: `seen` is told of each, and
 * the number of a page's tickets is answered after it. Nothing is written.
 */
export async function* pagesPlaced(
  reader: Reads,
  placers: Placers,
  { where = sql`TRUE`, page = usualPage, onProgress, seen }: Again,
): AsyncGenerator<number> {
  const [extent] = await reader.run(
    sql`SELECT count(*) AS n, max(t.key) AS last FROM ticket t WHERE ${where}`,
  )
  const total = Number(extent?.n)
  if (total === 0) return
  const judgeOf = judges(placers)
  const last = Number(extent?.last)
  let done = 0
  for (let from = 0; from <= last; ) {
    const rows =
      await reader.run(sql`SELECT t.key, t.id, t.day, coalesce(t.given_crs, ${wgs84}) AS crs, t.point_flag,
        CASE WHEN t.given_crs IS NULL THEN t.lon ELSE t.given_x END AS x,
        CASE WHEN t.given_crs IS NULL THEN t.lat ELSE t.given_y END AS y, t.area_code, t.lon, t.lat,
        t.area0, t.area1, t.area2, t.area3, t.area4, t.area5
      FROM ticket t WHERE t.key >= ${from} AND ${where} ORDER BY t.key LIMIT ${page}`)
    for (const row of rows) {
      const { crs, point_flag, x, y, area_code, day } = row
      // an unreadable coordinate was not kept
      const unreadable = point_flag === 'invalid' ? Number.NaN : null
      const point = judgeOf(String(crs)).judge(
        typeof x === 'number' ? x : unreadable,
        typeof y === 'number' ? y : unreadable,
      )
      const now = placers.now.place(point, area_code)
      const placer =
        placers.since === null || String(day) >= placers.since ? placers.now : placers.on(String(day))
      const past = placer === placers.now ? now : placer.place(point, area_code)
      seen?.({ row, point, now, past: same(now, past) ? null : past })
    }
    yield rows.length
    from = Number(rows.at(-1)?.key ?? last) + 1
    done += rows.length
    onProgress?.({ step: 'placing tickets again', rows: done, share: done / total })
  }
}

/**
 * Places tickets again: the areas have changed, and with them what is far outside. Works within the transaction that changed
 * the areas. Answers whether a point came onto the map or off it.
 */
export async function reassignTickets(
  transaction: Transaction,
  placers: Placers,
  again: Again = {},
): Promise<boolean> {
  const make = async () => ({
    placed: await transaction.stage('placed_again', columns),
    special: await transaction.stage('special_again', { ticket: 'bigint', area: 'integer' }),
  })
  let staged = await make()
  let mapped = false
  const seen = (placed: PlacedAgain) => {
    const { row, point, now, past } = placed
    const { lon, lat, flag } = point
    mapped ||= row.lon !== lon || row.lat !== lat
    const cell = lon === null || lat === null ? null : cellAt(lon, lat)
    const pastCells = past ? [past.placed, ...keysOf(past)] : [null, ...noKeys]
    staged.placed.append([Number(row.key), lon, lat, cell, flag, now.placed, ...keysOf(now), ...pastCells])
    for (const area of now.special) staged.special.append([Number(row.key), area])
    again.seen?.(placed)
  }
  for await (const _ of pagesPlaced(transaction, placers, { ...again, seen })) {
    await staged.placed.finish()
    await staged.special.finish()
    await writePage(transaction)
    staged = await make()
  }
  return mapped
}

function judges(placers: Placers): (crs: string) => PointJudge {
  const within = reach(placers.now.bbox)
  const known = new Map<string, PointJudge>()
  return (crs) => {
    const judge = known.get(crs) ?? new PointJudge(toWgs84From(crs, crs), countsDegrees(crs), within)
    known.set(crs, judge)
    return judge
  }
}

const noKeys: readonly null[] = Array.from({ length: levelCount }, () => null)

function keysOf({ chain }: Placing): (number | null)[] {
  return Array.from({ length: levelCount }, (_, depth) => chain[depth] || null)
}

function same(one: Placing, other: Placing): boolean {
  if (one === other) return true
  return one.placed === other.placed && one.chain.every((key, depth) => key === other.chain[depth])
}

const columns = {
  key: 'bigint',
  lon: 'double',
  lat: 'double',
  cell: 'bigint',
  point_flag: 'text',
  placed: 'text',
  area0: 'integer',
  area1: 'integer',
  area2: 'integer',
  area3: 'integer',
  area4: 'integer',
  area5: 'integer',
  then_placed: 'text',
  then0: 'integer',
  then1: 'integer',
  then2: 'integer',
  then3: 'integer',
  then4: 'integer',
  then5: 'integer',
} as const

/** What is kept of the pair as given: nothing while it is the point itself. */
function given(kept: Sql, point: Sql): Sql {
  return sql`CASE WHEN ticket.given_crs IS NULL AND ticket.lon IS NOT NULL AND p.lon IS NULL THEN ${point}
    WHEN ticket.given_crs = ${wgs84} AND ticket.given_x = p.lon AND ticket.given_y = p.lat THEN NULL ELSE ${kept} END`
}

async function writePage(transaction: Transaction): Promise<void> {
  await transaction.run(sql`UPDATE ticket SET lon = p.lon, lat = p.lat, ${assigned('cell', sql`p.cell`)}, point_flag = CAST(p.point_flag AS point_flag),
      placed = CAST(p.placed AS placed), area0 = p.area0, area1 = p.area1, area2 = p.area2, area3 = p.area3,
      area4 = p.area4, area5 = p.area5, then_placed = CAST(p.then_placed AS placed), then0 = p.then0, then1 = p.then1,
      then2 = p.then2, then3 = p.then3, then4 = p.then4, then5 = p.then5,
      given_x = ${given(sql`ticket.given_x`, sql`ticket.lon`)}, given_y = ${given(sql`ticket.given_y`, sql`ticket.lat`)},
      given_crs = ${given(sql`ticket.given_crs`, sql`${wgs84}`)}
    FROM placed_again p WHERE ticket.key = p.key AND
      (ticket.lon, ticket.lat, ticket.cell, ticket.point_flag::VARCHAR, ticket.placed::VARCHAR,
        ticket.area0, ticket.area1, ticket.area2, ticket.area3, ticket.area4, ticket.area5, ticket.then_placed::VARCHAR,
        ticket.then0, ticket.then1, ticket.then2, ticket.then3, ticket.then4, ticket.then5) IS DISTINCT FROM
      (p.lon, p.lat, p.cell, p.point_flag, p.placed, p.area0, p.area1, p.area2, p.area3, p.area4, p.area5,
        p.then_placed, p.then0, p.then1, p.then2, p.then3, p.then4, p.then5)`)
  await transaction.run(sql`DELETE FROM ticket_special WHERE ticket IN (SELECT key FROM placed_again)`)
  await transaction.run(sql`INSERT INTO ticket_special SELECT ticket, area FROM special_again`)
}
