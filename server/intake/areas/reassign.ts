import { cellAt } from '../../cells/index.ts'
import { sql, type Transaction } from '../../store/index.ts'
import { AreaPlacer, levelCount, PointJudge, reach } from '../locate/index.ts'
import type { OnProgress } from '../progress.ts'
import { countsDegrees, toWgs84From } from '../systems.ts'
import { placedAreas } from './stored.ts'

/** Tickets placed at a time: memory does not grow with their number. */
const page = 100_000

/**
 * Places every ticket again by the point and code it was given: the areas have changed, and with them what is far
 * outside. Works within the transaction that changed the areas.
 */
export async function reassignTickets(
  transaction: Transaction,
  onProgress: OnProgress | undefined,
): Promise<void> {
  const [extent] = await transaction.run(sql`SELECT count(*) AS n, max(key) AS last FROM ticket`)
  const total = Number(extent?.n)
  if (total === 0) return
  const placer = new AreaPlacer(await placedAreas(transaction))
  const within = reach(placer.bbox)
  const judges = new Map<string, PointJudge>()
  const judgeOf = (crs: string) => {
    const judge = judges.get(crs) ?? new PointJudge(toWgs84From(crs, crs), countsDegrees(crs), within)
    judges.set(crs, judge)
    return judge
  }
  let done = 0
  for (let from = 0; from <= Number(extent?.last); ) {
    const rows = await transaction.run(sql`SELECT key, coalesce(given_crs, 'EPSG:4326') AS crs, point_flag,
        CASE WHEN given_crs IS NULL THEN lon ELSE given_x END AS x,
        CASE WHEN given_crs IS NULL THEN lat ELSE given_y END AS y, area_code
      FROM ticket WHERE key >= ${from} ORDER BY key LIMIT ${page}`)
    const staged = await transaction.stage('placed_again', columns)
    const special = await transaction.stage('special_again', { ticket: 'bigint', area: 'integer' })
    for (const { key, crs, point_flag, x, y, area_code } of rows) {
      // an unreadable coordinate was not kept
      const unreadable = point_flag === 'invalid' ? Number.NaN : null
      const point = judgeOf(String(crs)).judge(
        typeof x === 'number' ? x : unreadable,
        typeof y === 'number' ? y : unreadable,
      )
      const { placed, chain, special: grids } = placer.place(point, area_code)
      const areas = Array.from({ length: levelCount }, (_, depth) => chain[depth] || null)
      const cell = point.lon === null || point.lat === null ? null : cellAt(point.lon, point.lat)
      staged.append([Number(key), point.lon, point.lat, cell, point.flag, placed, ...areas])
      for (const area of grids) special.append([Number(key), area])
    }
    staged.finish()
    special.finish()
    await writePage(transaction, from, Number(rows.at(-1)?.key ?? extent?.last))
    from = Number(rows.at(-1)?.key ?? extent?.last) + 1
    done += rows.length
    onProgress?.({ step: 'placing tickets again', rows: done, share: done / total })
  }
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
} as const

async function writePage(transaction: Transaction, from: number, to: number): Promise<void> {
  await transaction.run(sql`UPDATE ticket SET lon = p.lon, lat = p.lat, cell = p.cell, point_flag = CAST(p.point_flag AS point_flag),
      placed = CAST(p.placed AS placed), area0 = p.area0, area1 = p.area1, area2 = p.area2, area3 = p.area3,
      area4 = p.area4, area5 = p.area5
    FROM placed_again p WHERE ticket.key = p.key AND
      (ticket.lon, ticket.lat, ticket.cell, ticket.point_flag::VARCHAR, ticket.placed::VARCHAR,
        ticket.area0, ticket.area1, ticket.area2, ticket.area3, ticket.area4, ticket.area5) IS DISTINCT FROM
      (p.lon, p.lat, p.cell, p.point_flag, p.placed, p.area0, p.area1, p.area2, p.area3, p.area4, p.area5)`)
  await transaction.run(sql`DELETE FROM ticket_special WHERE ticket BETWEEN ${from} AND ${to}`)
  await transaction.run(sql`INSERT INTO ticket_special SELECT ticket, area FROM special_again`)
}
