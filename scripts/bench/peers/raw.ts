import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isStamped, stamp } from '../../stamp.mjs'
import type { BenchCentre } from '../centre/build.ts'
import { openEngine, quoted } from '../engine.ts'

const times = ['reported_at', 'dispatched_at', 'first_contact_at', 'handled_at', 'closed_at', 'due_at']

/** A database of raw tables, and a print that changes with them. */
export interface Raw {
  file: string
  print: string
}

/**
 * The same tickets and logs as two plain tables in the order they arrived, in a database file of their own: nothing derived,
 * nothing sorted, ids instead of keys. The areas found at import are kept as codes: no peer need look for them again.
 */
export async function rawTables(centre: BenchCentre): Promise<Raw> {
  const file = join(centre.folder, 'raw.duckdb')
  const mark = join(centre.folder, '.raw')
  const print = String(centre.built.fileBytes) + String(centre.built.tickets.seconds)
  if (existsSync(file) && isStamped(mark, print)) return { file, print }
  rmSync(file, { force: true })
  const engine = await openEngine(file)
  try {
    await engine.run(`ATTACH ${quoted(centre.database)} AS c (READ_ONLY)`)
    await engine.run(`CREATE TABLE ticket AS
      SELECT t.id, s.id AS source, k.id AS category, CAST(t.urgency AS VARCHAR) AS urgency, t.title, t.lon, t.lat,
        ${times.map((time) => `t.${time}`).join(', ')}, CAST(t.status AS VARCHAR) AS status, r.id AS tier, u.id AS unit,
        v.id AS solved_tier, t.solved, t.satisfied, a1.code AS street, a2.code AS community, a3.code AS grid
      FROM c.ticket t LEFT JOIN c.source s ON s.key = t.source LEFT JOIN c.category k ON k.key = t.category
        LEFT JOIN c.tier r ON r.key = t.tier LEFT JOIN c.tier v ON v.key = t.solved_tier
        LEFT JOIN c.unit u ON u.key = t.unit LEFT JOIN c.area a1 ON a1.key = t.area1
        LEFT JOIN c.area a2 ON a2.key = t.area2 LEFT JOIN c.area a3 ON a3.key = t.area3
      ORDER BY t.reported_at, t.id`)
    await engine.run(`CREATE TABLE event AS
      SELECT t.id AS ticket, e.seq, e.happened_at, CAST(e.kind AS VARCHAR) AS kind, f.id AS from_unit, g.id AS to_unit,
        ft.id AS from_tier, gt.id AS to_tier, e.reason
      FROM c.event e JOIN c.ticket t ON t.key = e.ticket LEFT JOIN c.unit f ON f.key = e.from_unit
        LEFT JOIN c.unit g ON g.key = e.to_unit LEFT JOIN c.tier ft ON ft.key = e.from_tier
        LEFT JOIN c.tier gt ON gt.key = e.to_tier
      ORDER BY e.happened_at`)
    await engine.run('DETACH c')
    await engine.run('CHECKPOINT')
  } finally {
    engine.close()
  }
  stamp(mark, print)
  return { file, print }
}
