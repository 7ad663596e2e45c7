import type { ImportReport, LiveTicket } from '@grid/data/contract'
import type { Clock } from '../clock.ts'
import type { Store, Transaction } from '../store/index.ts'
import { importAreasWithin } from './areas/index.ts'
import { importEventsWithin } from './events/index.ts'
import { ticketFields } from './map/index.ts'
import { type ImportStep, readMapping } from './open.ts'

export { readMapping }

import type { OnProgress } from './progress.ts'
import { recordsSource } from './read/index.ts'
import { importTicketsWithin } from './tickets/index.ts'
import { rejectsBeside, withRejects } from './within.ts'

export {
  type ApplyOptions,
  applyBoundaries,
  type BoundaryWish,
  editionsOf,
  movedCsv,
  movedTickets,
  previewBoundaries,
  StaleToken,
  withdrawBoundaries,
} from './boundaries/index.ts'
export { type Check, checkCentre, type Integrity } from './check.ts'
export { completeTickets } from './complete.ts'
export { IntakeError } from './errors.ts'
export { type Info, infoOf } from './info.ts'
export type { CoordinateCandidate, Inspection } from './inspect/index.ts'
export { inspectFor, inspectInPack } from './inspect-for.ts'
export { Busy, changedBy, KeyReused, LiveIntake, type Taken, type Token, tokenOf } from './live/index.ts'
export { type LoadOptions, loadPack } from './pack/index.ts'
export { tierRanks } from './path/index.ts'
export type { OnProgress, Progress } from './progress.ts'
export type { LoadReport } from './report.ts'
export { schemaErrors } from './schema-errors.ts'
export { rejectsFiles } from './within.ts'

export interface ImportOptions {
  store: Store
  /** the data file */
  file: string
  /** its `*.map.json`; without one the columns carry our names */
  map?: string | undefined
  clock: Clock
  progress?: OnProgress | undefined
  /** where rejected rows go; beside the database by default */
  rejects?: string | undefined
  /** writes what is kept of the import, in its transaction */
  beside?: ((transaction: Transaction, report: ImportReport) => Promise<void>) | undefined
}

/** Imports areas by code, and places every ticket again. All or nothing; IntakeError says why nothing was done. */
export const importAreas = (options: ImportOptions) => importOne(options, importAreasWithin)

/** Imports tickets by id. All or nothing; IntakeError says why nothing was done. */
export const importTickets = (options: ImportOptions) => importOne(options, importTicketsWithin)

/** Imports the logs of known tickets. All or nothing; IntakeError says why nothing was done. */
export const importEvents = (options: ImportOptions) => importOne(options, importEventsWithin)

/** Imports tickets that are at hand already, as {@link importTickets} does those of a file; `name` stands for the file. */
export async function importTicketRecords(
  { store, clock, progress, rejects, beside }: Omit<ImportOptions, 'file' | 'map'>,
  name: string,
  records: readonly LiveTicket[],
): Promise<ImportReport> {
  const source = recordsSource(records, Object.keys(ticketFields))
  const file = { path: name, mapping: undefined, place: name, source }
  return await withRejects({ file, path: rejects ?? rejectsBeside(store, name), clock, progress }, (step) =>
    store.writeAlone((transaction) => reported(importTicketsWithin(transaction, step), transaction, beside)),
  )
}

async function importOne(
  { store, file: path, map, clock, progress, rejects, beside }: ImportOptions,
  work: (transaction: Transaction, step: ImportStep) => Promise<ImportReport>,
): Promise<ImportReport> {
  const mapping = map === undefined ? undefined : await readMapping(map)
  const file = { path, mapping, place: map ?? `${path} without a mapping` }
  return await withRejects({ file, path: rejects ?? rejectsBeside(store, path), clock, progress }, (step) =>
    store.writeAlone((transaction) => reported(work(transaction, step), transaction, beside)),
  )
}

async function reported(
  work: Promise<ImportReport>,
  transaction: Transaction,
  beside: ImportOptions['beside'],
): Promise<ImportReport> {
  const report = await work
  await beside?.(transaction, report)
  return report
}
