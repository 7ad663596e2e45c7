import type { ImportReport } from '@grid/data/contract'
import type { Clock } from '../../clock.ts'
import { type Store, sql, type Transaction } from '../../store/index.ts'
import { importAreasWithin } from '../areas/index.ts'
import { IntakeError } from '../errors.ts'
import { importEventsWithin } from '../events/index.ts'
import type { ImportFile, ImportStep } from '../open.ts'
import type { OnProgress } from '../progress.ts'
import type { LoadReport } from '../report.ts'
import { importTicketsWithin } from '../tickets/index.ts'
import { rejectsBeside, withRejects } from '../within.ts'
import { readBasemap } from './basemap.ts'
import { emptyCentre, readCentre, writeCentre } from './centre.ts'
import { packFiles } from './files.ts'

export interface LoadOptions {
  store: Store
  /** the pack's folder */
  pack: string
  clock: Clock
  progress?: OnProgress
  /** take the place of a centre that is there; without it a database that holds one is refused */
  replace?: boolean
  /** writes what is kept of the loading, in its transaction */
  beside?: (transaction: Transaction, loaded: Pick<LoadReport, 'centre' | 'tickets'>) => Promise<void>
}

/**
 * Creates a centre from a pack: its description, areas, tickets and events, all of them or nothing. Throws IntakeError
 * where the pack is wrong or the database already holds a centre.
 */
export async function loadPack({
  store,
  pack,
  clock,
  progress,
  replace = false,
  beside,
}: LoadOptions): Promise<LoadReport> {
  const started = clock.now()
  const files = await packFiles(pack)
  const centre = await readCentre(files.centre)
  const basemap = await readBasemap(pack, centre.map.basemap)
  const reports = await store.writeAlone(async (transaction) => {
    await makeRoom(transaction, store.file, replace)
    await writeCentre(transaction, centre, basemap?.text ?? null, clock.now())
    const one = async (file: ImportFile | undefined, work: (step: ImportStep) => Promise<ImportReport>) =>
      file ? await withRejects({ file, path: rejectsBeside(store, file.path), clock, progress }, work) : null
    const areas = await one(files.areas, (step) => importAreasWithin(transaction, step))
    const tickets = await one(files.tickets, (step) => importTicketsWithin(transaction, step))
    const events = await one(files.events, (step) =>
      importEventsWithin(transaction, step, { makes: files.tickets === undefined }),
    )
    await beside?.(transaction, { centre: { id: centre.id, name: centre.name }, tickets })
    return { areas, tickets, events }
  })
  return {
    pack,
    centre: { id: centre.id, name: centre.name },
    ...reports,
    basemap: basemap?.features ?? 0,
    seconds: (clock.now() - started) / 1000,
  }
}

async function makeRoom(transaction: Transaction, file: string, replace: boolean): Promise<void> {
  const [row] = await transaction.run(
    sql`SELECT (SELECT count(*) FROM centre) + (SELECT count(*) FROM ticket) AS n`,
  )
  if (Number(row?.n) === 0) return
  if (!replace) {
    throw new IntakeError([
      `${file} already holds a centre: pass --replace to put this pack in its place, or another --db`,
    ])
  }
  await emptyCentre(transaction)
}
