import { basename } from 'node:path'
import type { ImportReport } from '@grid/data/contract'
import type { Transaction } from '../../store/index.ts'
import { loadedCentre } from '../centre.ts'
import { compileMapping, RowReader } from '../map/index.ts'
import { explained, type ImportStep, openImport } from '../open.ts'
import { pathRules, tracePaths } from '../path/index.ts'
import { Keys } from '../register.ts'
import { Tally } from '../report.ts'
import { eachRow } from '../rows.ts'
import { flagLogs } from './flags.ts'
import { concludeHandOvers, settleTiers } from './hand-over.ts'
import { makeTickets } from './made.ts'
import { dropEventMerge, loggedTickets, mergeEvents } from './merge.ts'
import { recountLogs } from './recount.ts'
import { type LogField, LogRows, logFieldNames, logFields, stagedEvent, toldNames } from './staging.ts'
import { dropTold, followLines, tellTickets } from './told.ts'
import { rejectUnknown } from './unknown.ts'

/** What an import of events leaves to its caller, or does because nobody else has. */
export interface EventsOptions {
  /** the log makes its tickets even where its mapping does not say so: there is no file of tickets */
  makes?: boolean
  /** lines say what has happened since a ticket's row was written: the ticket follows them, row or no row */
  follows?: boolean
}

/** Imports events inside a transaction; what a ticket's timestamps told gives way to its log. */
export async function importEventsWithin(
  transaction: Transaction,
  { file, rejects, onProgress, now, standing, merged }: ImportStep,
  { makes = false, follows = false }: EventsOptions = {},
): Promise<ImportReport> {
  const started = now()
  const { pack } = standing?.centre ?? (await loadedCentre(transaction))
  const source = await openImport(file)
  const context = { place: file.place, timeZone: pack.timeZone, file: basename(file.path) }
  const compiled = compileMapping(file.mapping, logFields, source, context)
  const mapped = new Set<string>(compiled.fields.map(({ name }) => name))
  // a number is half of what a numbered event is known by, so every row needs one
  const numbered = mapped.has('seq')
  const fields = compiled.fields.map((field) => (field.name === 'seq' ? { ...field, required: true } : field))
  const mapping = { ...compiled, fields }
  const units = standing?.keys.unit ?? (await Keys.of('unit', transaction))
  const tiers = standing?.keys.tier ?? (await Keys.of('tier', transaction))
  const tally = new Tally('events', basename(file.path))
  const told = toldNames.filter((name) => mapped.has(`tickets.${name}`))
  const reader = new RowReader<LogField>(mapping, logFieldNames(told))
  const staging = await transaction.stage('staged_event', stagedEvent(told))
  const rows = new LogRows(reader, units, tiers)
  const passage = { source, columns: mapping.columns, reader, tally, rejects, onProgress, step: 'events' }
  await explained(file.path, () =>
    eachRow(passage, ({ row }) => {
      rows.stage(row, reader.values)
      staging.append(rows.cells)
      return undefined
    }),
  )
  staging.finish()
  const newUnits = await units.save(transaction)
  const newTiers = await tiers.save(transaction)
  tally.created('units', newUnits)
  tally.created('tiers', newTiers)
  tally.flag('unknown_unit', rows.unknownUnits)
  await settleTiers(transaction, newUnits)

  onProgress?.({ step: 'merging events', rows: tally.read, share: 1 })
  const telling = { told, timeZone: pack.timeZone, tally }
  const whole = source.format === 'xes' && file.mapping === undefined
  const tells = makes || whole || file.mapping?.tickets !== undefined
  if (tells)
    await makeTickets(transaction, {
      ...telling,
      crs: mapping.crs,
      place: file.place,
      numbered,
      now: started,
      rules: await pathRules(transaction, pack),
    })
  if (follows) await followLines(transaction)
  await rejectUnknown(transaction, {
    source,
    columns: mapping.columns,
    column: reader.columnOf('ticket'),
    tally,
    rejects,
  })
  await mergeEvents(transaction, numbered, tally)
  await concludeHandOvers(transaction, pack, loggedTickets)
  if (tells || follows) await tellTickets(transaction, { ...telling, keeps: follows })
  await dropTold(transaction)
  await flagLogs(transaction, numbered, tally)
  await recountLogs(transaction, loggedTickets)
  const listed = newUnits.length === 0 && newTiers.length === 0
  await tracePaths(transaction, loggedTickets, listed && !tells ? standing?.rules : undefined)
  await merged?.(transaction)
  await dropEventMerge(transaction)
  return tally.report(rejects.written, (now() - started) / 1000)
}
