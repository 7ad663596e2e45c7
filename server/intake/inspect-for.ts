import { AreaGeometry, CentrePack } from '@grid/data/contract'
import type { Clock } from '../clock.ts'
import { openStore, type Store, sql } from '../store/index.ts'
import { type Inspection, type InspectOptions, inspectFile } from './inspect/index.ts'
import { explained } from './open.ts'
import { loadPlaces } from './pack/index.ts'

/**
 * Inspects a file for a centre: its coordinates are compared with the centre's outline, its times read in the centre's
 * zone. Without a centre it says less. Throws IntakeError where the file cannot be read.
 */
export async function inspectFor(store: Store | undefined, file: string): Promise<Inspection> {
  const options = store ? await known(store) : {}
  return await explained(file, () => inspectFile(file, options))
}

/** The same for a file of a pack that no database holds yet: zone and outline are those of the pack's folder. */
export async function inspectInPack(pack: string, file: string, clock: Clock): Promise<Inspection> {
  const store = await openStore({ file: ':memory:', readers: 1 })
  try {
    const missing = await loadPlaces(store, pack, clock)
    const inspection = await inspectFor(store, file)
    inspection.notes.push(...missing.map((why) => `coordinates are compared with no outline: ${why}`))
    return inspection
  } finally {
    await store.close()
  }
}

async function known(store: Store): Promise<InspectOptions> {
  const [centre] = await store.read(sql`SELECT pack FROM centre`)
  const timeZone = centre ? { timeZone: CentrePack.parse(JSON.parse(String(centre.pack))).timeZone } : {}
  const tops = await store.read(sql`SELECT geometry FROM area WHERE depth = 0 AND geometry IS NOT NULL`)
  const [only] = tops
  if (only && tops.length === 1)
    return { ...timeZone, outline: AreaGeometry.parse(JSON.parse(String(only.geometry))) }
  const [box] = await store.read(sql`SELECT min(west) AS west, min(south) AS south, max(east) AS east,
    max(north) AS north FROM area WHERE kind = 'basic'`)
  if (!box || box.west === null) return timeZone
  return { ...timeZone, outline: [Number(box.west), Number(box.south), Number(box.east), Number(box.north)] }
}
