import type { Centre } from '@grid/data/contract'
import { ProblemError } from '../problems.ts'
import { type Store, sql } from '../store/index.ts'
import { type CentreRecord, readCentre } from './read.ts'

interface Held {
  version: number
  reading: Promise<CentreRecord | null>
  /** what was read before, the latest that is at hand */
  last: CentreRecord | undefined
}

const records = new WeakMap<Store, Held>()
/** Data versions that tickets were added in and nothing else was done. */
const additions = new WeakMap<Store, Set<number>>()

/** Told by who has just added tickets, and changed none and no list, that the present data version is no more than that. */
export function onlyAdded(store: Store): void {
  const versions = additions.get(store) ?? new Set()
  additions.set(store, versions.add(store.version))
}

/** Whether nothing but additions lies between a data version and the present one; forgets the older ones. */
function onlyAddedSince(store: Store, version: number): boolean {
  const versions = additions.get(store)
  if (!versions) return false
  for (const one of versions) if (one <= version) versions.delete(one)
  return versions.size === store.version - version
}

/** The centre of a database, read once a data version. Throws a 503 problem where no pack has been loaded. */
export async function centreOf(store: Store): Promise<CentreRecord> {
  let held = records.get(store)
  if (held?.version !== store.version) {
    const last = held?.last
    const added = last !== undefined && onlyAddedSince(store, last.version)
    const next: Held = { version: store.version, reading: readCentre(store, last, added), last }
    records.set(store, next)
    next.reading.then(
      (read) => {
        next.last = read ?? undefined
      },
      // a reading that failed is not kept
      () => records.delete(store),
    )
    held = next
  }
  const read = await held.reading
  if (!read) throw new ProblemError(503, 'This database holds no centre yet: load a pack.')
  return read
}

/**
 * The instant of the present in milliseconds since 1970: the clock's whole second (or `step`), or for packs whose present
 * is the end of their data the latest thing that happened in it.
 */
export function presentOf(centre: CentreRecord, now: number, step = 1000): number {
  if (centre.pack.asOf === 'end of data' && centre.extent.latest !== null) return centre.extent.latest
  return Math.floor(now / step) * step
}

/** The centre as the API answers it. */
export function describeCentre(centre: CentreRecord, now: number): Centre {
  const { pack, extent } = centre
  const basic = centre.areas.areas.filter((area) => area.kind === 'basic')
  return {
    id: pack.id,
    name: pack.name,
    timeZone: pack.timeZone,
    synthetic: pack.synthetic,
    caption: pack.map.caption ?? null,
    levels: centre.levels.map(({ depth, id, name }) => ({
      id,
      name,
      areas: basic.filter((area) => area.depth === depth).length,
    })),
    tiers: centre.tiers.members.map(({ id, name }) => ({ id, name })),
    sources: centre.sources.members.map(({ id, name, proactive }) => ({ id, name, proactive })),
    categories: centre.categories.members.map(({ id, name, parent }) => ({
      id,
      name,
      parent: centre.categories.idOf(parent),
    })),
    units: centre.units.members.map(({ id, name, tier, lon, lat, area }) => ({
      id,
      name,
      tier: centre.tiers.idOf(tier),
      lon,
      lat,
      area,
    })),
    editions: [...centre.editions],
    roots: basic.filter((area) => area.parent === null).map((area) => area.code),
    extent: { bbox: extent.bbox, from: extent.from, to: extent.to },
    asOf: new Date(presentOf(centre, now)).toISOString(),
    dueSoonFrom: pack.deadlines.dueSoonFrom,
    suppressBelow: pack.suppressBelow,
    wall: pack.wall,
    tickets: extent.tickets,
    dataVersion: centre.version,
  }
}

/** Whether a pack has been loaded. */
export async function hasCentre(store: Store): Promise<boolean> {
  return (await store.read(sql`SELECT 1 FROM centre`)).length > 0
}
