import { areaVersions, isMarked, outlasting, wasWork } from '../centre/index.ts'
import { name, type Sql, type Store, sql } from '../store/index.ts'
import { levelCount } from './locate/index.ts'

/** One thing that must hold in a centre's database; `found` counts where it does not. */
export interface Check {
  id: string
  holds: string
  found: number
}

/** What `grid check` answers. */
export interface Integrity {
  sound: boolean
  counts: Record<string, number>
  /** tickets of each level by area and without one: they sum to all tickets */
  levels: { id: string; areas: number; tickets: number; unlocated: number }[]
  checks: Check[]
}

const depths = Array.from({ length: levelCount }, (_, depth) => depth)
const areaOf = (depth: number) => name(`t.area${depth}`)

/** Every rule with a statement that counts, as `n`, what breaks it. */
const rules: readonly (readonly [id: string, holds: string, statement: Sql])[] = [
  ['one centre', 'the database holds one centre', sql`SELECT abs(count(*) - 1) AS n FROM centre`],
  ['ticket ids', 'no two tickets have one id', sql`SELECT count(*) - count(DISTINCT id) AS n FROM ticket`],
  ['ticket keys', 'no two tickets have one key', sql`SELECT count(*) - count(DISTINCT key) AS n FROM ticket`],
  ['area codes', 'no two areas have one code', sql`SELECT count(*) - count(DISTINCT code) AS n FROM area`],
  [
    'area parents',
    'the parent of an area is an area of a level above',
    sql`SELECT count(*) AS n FROM area a LEFT JOIN area p ON p.key = a.parent
      WHERE a.parent IS NOT NULL AND (p.key IS NULL OR p.depth >= a.depth OR p.kind = 'special')`,
  ],
  [
    'area levels',
    'every area is of a level of the centre',
    sql`SELECT count(*) AS n FROM area WHERE depth NOT IN (SELECT depth FROM level)`,
  ],
  ...depths.map(
    (depth) =>
      [
        `ticket areas of level ${depth + 1}`,
        'the area of a ticket is a basic area of that level, below the area of the level above',
        sql`SELECT count(*) AS n FROM ticket t LEFT JOIN area a ON a.key = ${areaOf(depth)}
          WHERE ${areaOf(depth)} IS NOT NULL AND (a.key IS NULL OR a.depth <> ${depth} OR a.kind <> 'basic'
            OR NOT list_contains([t.area0, t.area1, t.area2, t.area3, t.area4], a.parent))`,
      ] as const,
  ),
  [
    'editions',
    'editions of the boundaries follow each other day by day, and an area ends with one that comes after it began',
    sql`SELECT (SELECT count(*) FROM (SELECT number - row_number() OVER (ORDER BY number) AS off,
          number > 1 AND coalesce(valid_from <= lag(valid_from) OVER (ORDER BY number), valid_from IS NULL) AS early
        FROM edition) WHERE off <> 0 OR early)
      + (SELECT count(*) FROM former_area WHERE until <= since OR until > (SELECT max(number) FROM edition))
      + (SELECT count(*) - count(DISTINCT key) FROM ${areaVersions} v) AS n`,
  ],
  ...depths.map((depth) => {
    const [now, then] = [areaOf(depth), name(`t.then${depth}`)]
    return [
      `ticket areas of its day, level ${depth + 1}`,
      'by the boundaries of its day a ticket lies in an area of that level that held on the day',
      sql`SELECT count(*) AS n FROM (
          SELECT CASE WHEN t.then_placed IS NULL THEN ${now} ELSE ${then} END AS area, e.number
          FROM ticket t ASOF JOIN (SELECT number, coalesce(valid_from, DATE '0001-01-01') AS valid_from FROM edition) e
            ON t.day >= e.valid_from WHERE (SELECT count(*) FROM edition) > 1) t
        LEFT JOIN ${areaVersions} v ON v.key = t.area
        WHERE t.area IS NOT NULL AND (v.key IS NULL OR v.depth <> ${depth} OR v.since > t.number OR v.until <= t.number)`,
    ] as const
  }),
  [
    'placed',
    'a ticket is placed by point, by code, or in no area',
    sql`SELECT count(*) AS n FROM ticket t WHERE (t.placed = 'none') <> (coalesce(t.area0, t.area1, t.area2, t.area3,
      t.area4, t.area5) IS NULL) OR (t.placed = 'point' AND (t.lon IS NULL OR t.lat IS NULL))`,
  ],
  [
    'flagged points',
    'a flagged point is not on the map',
    sql`SELECT count(*) AS n FROM ticket WHERE point_flag IS NOT NULL AND (lon IS NOT NULL OR lat IS NOT NULL)`,
  ],
  [
    'cells',
    'a ticket has a cell where it has a point',
    sql`SELECT count(*) AS n FROM ticket WHERE (cell IS NULL) <> (lon IS NULL OR lat IS NULL)`,
  ],
  ...(['source', 'category', 'unit', 'tier'] as const).map(
    (list) =>
      [
        `ticket ${list}`,
        `the ${list} of a ticket is in the centre's list`,
        sql`SELECT count(*) AS n FROM ticket WHERE ${name(list)} IS NOT NULL AND ${name(list)} NOT IN
          (SELECT key FROM ${name(list)})`,
      ] as const,
  ),
  [
    'special grids',
    'a ticket beside the tree is in a special grid',
    sql`SELECT count(*) AS n FROM ticket_special s LEFT JOIN ticket t ON t.key = s.ticket
      LEFT JOIN area a ON a.key = s.area WHERE t.key IS NULL OR a.kind IS DISTINCT FROM 'special'`,
  ],
  [
    'event tickets',
    'every event belongs to a ticket',
    sql`SELECT count(*) AS n FROM event e ANTI JOIN ticket t ON t.key = e.ticket`,
  ],
  [
    'event numbers',
    'no two events of a ticket have one number',
    sql`SELECT count(*) - count(DISTINCT (ticket, seq)) AS n FROM event`,
  ],
  [
    'logs',
    'a ticket that says so has a log of its own, and no other',
    sql`SELECT count(*) AS n FROM ticket t LEFT JOIN (SELECT DISTINCT ticket FROM event) e ON e.ticket = t.key
      WHERE t.logged <> (e.ticket IS NOT NULL)`,
  ],
  [
    'stays',
    'every stay belongs to a ticket, and their hand-offs from unit to unit are those of the ticket',
    sql`SELECT (SELECT count(*) FROM stay s ANTI JOIN ticket t ON t.key = s.ticket)
      + (SELECT count(*) FROM ticket t JOIN (SELECT ticket, count(*) FILTER (handed AND from_unit <> unit) AS hand_offs
          FROM stay GROUP BY ticket HAVING count(unit) > 0) s ON s.ticket = t.key
        WHERE t.hand_offs IS DISTINCT FROM least(s.hand_offs, 60000)) AS n`,
  ],
  [
    'marks of stays',
    'a stay says whether its ticket was work to do, and whether another follows',
    sql`SELECT count(*) AS n FROM holding s JOIN ticket t ON t.key = s.ticket
        LEFT JOIN (SELECT ticket, max(nth) AS last FROM stay WHERE nth > 0 GROUP BY ticket) l ON l.ticket = s.ticket
      WHERE (${isMarked('noWork')}) = (${wasWork}) OR (${isMarked('followed')}) <> coalesce(s.nth < l.last, FALSE)`,
  ],
  [
    'statuses',
    'an open ticket has no closing time',
    sql`SELECT count(*) AS n FROM ticket WHERE status_kind <> 'closed' AND closed_at IS NOT NULL`,
  ],
  [
    'outlasting',
    'tickets that were not done within 21 days, and they alone, say until when they count',
    sql`SELECT count(*) AS n FROM ticket t WHERE outlasts IS DISTINCT FROM ${outlasting()}`,
  ],
]

/** Checks a centre's database: counts, orphans, and that the tickets of each level sum to all tickets. */
export async function checkCentre(store: Store): Promise<Integrity> {
  const checks: Check[] = []
  for (const [id, holds, statement] of rules) {
    const [row] = await store.read(statement)
    checks.push({ id, holds, found: Number(row?.n) })
  }
  const counts: Record<string, number> = {}
  for (const table of ['area', 'ticket', 'event', 'source', 'category', 'unit', 'tier'] as const) {
    const [row] = await store.read(sql`SELECT count(*) AS n FROM ${name(table)}`)
    counts[table] = Number(row?.n)
  }
  const levels: Integrity['levels'] = []
  for (const row of await store.read(sql`SELECT depth, id FROM level ORDER BY depth`)) {
    const column = name(`area${Number(row.depth)}`)
    const [sums] = await store.read(sql`SELECT (SELECT count(*) FROM area WHERE depth = ${Number(row.depth)}
        AND kind = 'basic') AS areas,
      (SELECT coalesce(sum(n), 0)::BIGINT FROM (SELECT count(*) AS n FROM ticket JOIN area a ON a.key = ${column}
        GROUP BY a.key)) AS tickets,
      (SELECT count(*) FROM ticket WHERE ${column} IS NULL) AS unlocated`)
    const level = {
      id: String(row.id),
      areas: Number(sums?.areas),
      tickets: Number(sums?.tickets),
      unlocated: Number(sums?.unlocated),
    }
    levels.push(level)
    checks.push({
      id: `sum of ${level.id}`,
      holds: 'tickets by area and without one sum to all tickets',
      found: Math.abs(level.tickets + level.unlocated - (counts.ticket ?? 0)),
    })
  }
  return { sound: checks.every(({ found }) => found === 0), counts, levels, checks }
}
