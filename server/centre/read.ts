import { CentrePack, type Name } from '@grid/data/contract'
import { type Cell, join, name, type Row, type Sql, type Store, sql } from '../store/index.ts'
import { number, numberOrNull, text, textOrNull, truth } from './cells.ts'
import { type Category, Dimension, type Member, type Source, type Unit } from './dimension.ts'
import { type BoundaryRecord, byToday, presentTree, readVersions } from './versions.ts'

/** A rung of the hierarchy; `depth` 0 is the widest, its key on a ticket is `area0`. */
export interface Level {
  depth: number
  id: string
  name: Name
}

/** What the tickets and areas reach over. Days are local, `to` the day after the last; instants in milliseconds. */
export interface Extent {
  tickets: number
  from: string | null
  to: string | null
  bbox: [number, number, number, number] | null
  /** the latest thing that happened to any ticket */
  latest: number | null
  /** the highest key of a ticket */
  key: number
  /** whether a ticket was closed nobody knows when */
  undated: boolean
}

/** A centre as the database holds it at one data version, without outlines and tickets. */
export interface CentreRecord extends BoundaryRecord {
  version: number
  /** changes with the pack, the lists and the areas, and with nothing else */
  mark: string
  /** the same object as long as tickets are only added: what was counted of them holds for those up to a key */
  stem: object
  pack: CentrePack
  levels: readonly Level[]
  tiers: Dimension<Member>
  sources: Dimension<Source>
  categories: Dimension<Category>
  units: Dimension<Unit>
  extent: Extent
}

/**
 * Reads the record; null where no pack has been loaded. Of the one `before` everything is kept but the extent where its mark
 * is still the same: tickets arrive many times a second, and change nothing else. Where tickets were only `added` since,
 * the mark is the same and the extent is read of these alone.
 */
export async function readCentre(
  store: Store,
  before?: CentreRecord,
  added = false,
): Promise<CentreRecord | null> {
  const version = store.version
  const [mark, extent] = await Promise.all([
    (added && before?.mark) || readMark(store),
    readExtent(store, added ? before?.extent : undefined),
  ])
  const frame = before && before.mark === mark ? before : await readFrame(store)
  const stem = (added && before?.stem) || {}
  return frame && { ...frame, version, mark, stem, extent }
}

/** Changes with the pack, the lists and the areas. Outlines change by imports alone, beside which no server runs. */
async function readMark(store: Store): Promise<string> {
  const [row] = await store.read(sql`SELECT concat_ws(' ',
    (SELECT md5(pack) FROM centre), (SELECT sum(hash(l)) FROM level l), (SELECT sum(hash(t)) FROM tier t),
    (SELECT sum(hash(s)) FROM source s), (SELECT sum(hash(c)) FROM category c), (SELECT sum(hash(u)) FROM unit u),
    (SELECT sum(hash(key, code, name, name_en, depth, parent, kind, lead, households, population, valid_from, west, south,
      east, north)) FROM area),
    (SELECT sum(hash(number, valid_from, name, imported_at)) FROM edition), (SELECT count(*) FROM former_area)) AS mark`)
  return text(row?.mark)
}

async function readFrame(
  store: Store,
): Promise<Omit<CentreRecord, 'version' | 'mark' | 'stem' | 'extent'> | null> {
  const many = <T>(statement: Sql, row: (row: Row) => T) =>
    store.read(statement).then((rows) => rows.map(row))
  const [centre] = await store.read(sql`SELECT pack FROM centre`)
  if (!centre) return null
  const pack = CentrePack.parse(JSON.parse(text(centre.pack)))
  const [levels, tiers, sources, categories, units, editions, versions] = await Promise.all([
    many(sql`SELECT * FROM level ORDER BY depth`, (row) => ({
      depth: number(row.depth),
      id: text(row.id),
      name: nameOf(row),
    })),
    many(sql`SELECT * FROM tier ORDER BY key`, member),
    many(sql`SELECT * FROM source ORDER BY key`, (row) => ({
      ...member(row),
      proactive: truth(row.proactive),
    })),
    many(sql`SELECT * FROM category ORDER BY key`, (row) => ({
      ...member(row),
      parent: numberOrNull(row.parent),
    })),
    many(sql`SELECT * FROM unit ORDER BY key`, (row) => ({
      ...member(row),
      tier: numberOrNull(row.tier),
      lon: numberOrNull(row.lon),
      lat: numberOrNull(row.lat),
      area: textOrNull(row.area_code),
    })),
    many(sql`SELECT number, valid_from, name FROM edition ORDER BY number`, (row) => ({
      number: number(row.number),
      validFrom: textOrNull(row.valid_from),
      name: textOrNull(row.name),
    })),
    readVersions(store),
  ])
  return {
    pack,
    levels,
    tiers: new Dimension(tiers),
    sources: new Dimension(sources),
    categories: new Dimension(categories),
    units: new Dimension(units),
    ...byToday(presentTree(versions), editions, versions),
  }
}

/** What happens to a ticket and when. */
const happenings = [
  'reported',
  'filed',
  'dispatched',
  'signed',
  'first_contact',
  'handled',
  'verified',
  'closed',
]

async function readExtent(store: Store, before: Extent | undefined): Promise<Extent> {
  const later = sql`key > ${before?.key ?? 0}`
  // the engine finds the last of a column without reading the rest of it, and the greatest only by reading all
  const last = happenings.map(
    (
      clock,
    ) => sql`(SELECT ${name(`${clock}_at`)} FROM ticket WHERE ${later} AND ${name(`${clock}_s`)} IS NOT NULL
      ORDER BY ${name(`${clock}_s`)} DESC, ${name(`${clock}_us`)} DESC LIMIT 1)`,
  )
  const [tickets, [areas]] = await Promise.all([
    store.read(sql`
      SELECT count(*) AS tickets, min(day) AS from_day, max(day) + 1 AS to_day, max(key) AS key,
        greatest(${join(last)}) AS latest,
        min(lon) AS west, min(lat) AS south, max(lon) AS east, max(lat) AS north,
        EXISTS (SELECT 1 FROM ticket WHERE ${later} AND status = CAST('closed' AS status) AND closed_s IS NULL) AS undated
      FROM ticket WHERE ${later}`),
    store.read(
      sql`SELECT min(west) AS west, min(south) AS south, max(east) AS east, max(north) AS north FROM area`,
    ),
  ])
  const [row] = tickets
  const latest = textOrNull(row?.latest)
  const read: Extent = {
    tickets: number(row?.tickets),
    from: textOrNull(row?.from_day),
    to: textOrNull(row?.to_day),
    bbox: box(areas) ?? box(row),
    latest: latest === null ? null : Date.parse(latest),
    key: numberOrNull(row?.key) ?? 0,
    undated: truth(row?.undated),
  }
  return before ? joined(before, read) : read
}

/** The extent of tickets that are known and of others that came later. */
function joined(known: Extent, later: Extent): Extent {
  return {
    tickets: known.tickets + later.tickets,
    from: extreme(known.from, later.from, (a, b) => a < b),
    to: extreme(known.to, later.to, (a, b) => a > b),
    bbox: around(known.bbox, later.bbox),
    latest: extreme(known.latest, later.latest, (a, b) => a > b),
    key: Math.max(known.key, later.key),
    undated: known.undated || later.undated,
  }
}

function extreme<T>(a: T | null, b: T | null, before: (a: T, b: T) => boolean): T | null {
  if (a === null || b === null) return a ?? b
  return before(a, b) ? a : b
}

function around(a: Extent['bbox'], b: Extent['bbox']): Extent['bbox'] {
  if (!a || !b) return a ?? b
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

function box(row: Row | undefined): [number, number, number, number] | null {
  const sides: (Cell | undefined)[] = [row?.west, row?.south, row?.east, row?.north]
  const [west, south, east, north] = sides.map(numberOrNull)
  return west == null || south == null || east == null || north == null ? null : [west, south, east, north]
}

function member(row: Row): Member {
  return { key: number(row.key), id: text(row.id), name: nameOf(row) }
}

function nameOf(row: Row): Name {
  return { en: text(row.name_en), zh: text(row.name_zh) }
}
