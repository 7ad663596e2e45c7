import { CentrePack, type EditionRecord } from '@grid/data/contract'
import { type Store, sql } from '../store/index.ts'
import { editionsOf } from './boundaries/index.ts'

/** What `grid info` answers of a database. */
export interface Info {
  file: string
  dataVersion: number
  centre: { id: string; name: { en: string; zh: string }; timeZone: string; synthetic: boolean } | null
  loadedAt: string | null
  levels: { id: string; areas: number }[]
  special: number
  /** of the boundaries, the latest first; `moved`: tickets that lay elsewhere by those before */
  editions: Pick<EditionRecord, 'number' | 'validFrom' | 'name' | 'moved'>[]
  tickets: { all: number; open: number; paused: number; closed: number; unlocated: number }
  flaggedPoints: Record<string, number>
  events: { all: number; derived: number }
  /** first and last local day with a ticket */
  days: { from: string; to: string } | null
}

/** Describes what a database holds. */
export async function infoOf(store: Store): Promise<Info> {
  const [centre] = await store.read(sql`SELECT pack, loaded_at FROM centre`)
  const pack = centre && CentrePack.parse(JSON.parse(String(centre.pack)))
  const levels = await store.read(sql`SELECT l.id, count(a.key) AS areas FROM level l
    LEFT JOIN area a ON a.depth = l.depth AND a.kind = 'basic' GROUP BY l.depth, l.id ORDER BY l.depth`)
  const [special] = await store.read(sql`SELECT count(*) AS n FROM area WHERE kind = 'special'`)
  const [tickets] =
    await store.read(sql`SELECT count(*) AS all, count(*) FILTER (status_kind = 'open') AS open,
    count(*) FILTER (status_kind = 'paused') AS paused, count(*) FILTER (status_kind = 'closed') AS closed,
    count(*) FILTER (placed = 'none') AS unlocated, min(day) AS first_day, max(day) AS last_day FROM ticket`)
  const flags = await store.read(sql`SELECT point_flag::VARCHAR AS flag, count(*) AS n FROM ticket
    WHERE point_flag IS NOT NULL GROUP BY point_flag ORDER BY point_flag`)
  const [events] = await store.read(
    sql`SELECT count(*) AS all, count(*) FILTER (derived) AS derived FROM line`,
  )
  const { all, open, paused, closed, unlocated, first_day, last_day } = tickets ?? {}
  return {
    file: store.file,
    dataVersion: store.version,
    centre: pack
      ? { id: pack.id, name: pack.name, timeZone: pack.timeZone, synthetic: pack.synthetic }
      : null,
    loadedAt: centre ? String(centre.loaded_at) : null,
    levels: levels.map((row) => ({ id: String(row.id), areas: Number(row.areas) })),
    special: Number(special?.n),
    editions: (await editionsOf(store, { scope: 'all' })).map(({ number, validFrom, name, moved }) => ({
      number,
      validFrom,
      name,
      moved,
    })),
    tickets: {
      all: Number(all),
      open: Number(open),
      paused: Number(paused),
      closed: Number(closed),
      unlocated: Number(unlocated),
    },
    flaggedPoints: Object.fromEntries(flags.map(({ flag, n }) => [String(flag), Number(n)])),
    events: { all: Number(events?.all), derived: Number(events?.derived) },
    days: first_day ? { from: String(first_day), to: String(last_day) } : null,
  }
}
