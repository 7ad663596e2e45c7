import { basename } from 'node:path'
import type { ImportReport } from '@grid/data/contract'
import { type StagedCell, sql, type Transaction } from '../../store/index.ts'
import { loadedCentre } from '../centre.ts'
import { compileMapping, eventFields, RowReader } from '../map/index.ts'
import { explained, type ImportStep, openImport } from '../open.ts'
import { tracePaths } from '../path/index.ts'
import type { RowSource } from '../read/index.ts'
import { Keys } from '../register.ts'
import type { Rejects } from '../rejects.ts'
import { Tally } from '../report.ts'
import { eachRow } from '../rows.ts'
import { dropEventMerge, loggedTickets, mergeEvents } from './merge.ts'
import { recountLogs } from './recount.ts'

type EventField = keyof typeof eventFields
const fieldNames = Object.keys(eventFields).filter((name): name is EventField => name in eventFields)

/** The staging table: the row's number, then the contract's fields in their order. */
const stagedEvent = {
  row: 'integer',
  ticket: 'text',
  seq: 'integer',
  happened_at: 'double',
  kind: 'text',
  from_unit: 'integer',
  to_unit: 'integer',
  from_tier: 'integer',
  to_tier: 'integer',
  reason: 'text',
  due_at: 'double',
} as const

/**
 * Imports events inside a transaction; the log that a ticket's timestamps told gives way to its real one.
 * `paths: 'later'` leaves what the logs tell of the tickets' paths to the caller.
 */
export async function importEventsWithin(
  transaction: Transaction,
  { file, rejects, onProgress, now }: ImportStep,
  paths: 'now' | 'later' = 'now',
): Promise<ImportReport> {
  const started = now()
  const { pack } = await loadedCentre(transaction)
  const source = await openImport(file)
  const context = { place: file.place, timeZone: pack.timeZone, file: basename(file.path) }
  const compiled = compileMapping(file.mapping, eventFields, source, context)
  // a number is half of what a numbered event is known by, so every row needs one
  const numbered = compiled.fields.some(({ name }) => name === 'seq')
  const fields = compiled.fields.map((field) => (field.name === 'seq' ? { ...field, required: true } : field))
  const mapping = { ...compiled, fields }
  const [units, tiers] = [await Keys.of('unit', transaction), await Keys.of('tier', transaction)]
  const tally = new Tally('events', basename(file.path))
  const reader = new RowReader<EventField>(mapping, fieldNames)
  const staging = await transaction.stage('staged_event', stagedEvent)
  const staged = new Array<StagedCell>(fieldNames.length + 1).fill(null)
  const registers = [
    [reader.slot('from_unit'), units],
    [reader.slot('to_unit'), units],
    [reader.slot('from_tier'), tiers],
    [reader.slot('to_tier'), tiers],
  ] as const
  const passage = { source, columns: mapping.columns, reader, tally, rejects, onProgress, step: 'events' }
  await explained(file.path, () =>
    eachRow(passage, ({ row }) => {
      staged[0] = row
      for (let i = 0; i < reader.values.length; i++) {
        const value = reader.values[i]!
        staged[i + 1] = typeof value === 'object' ? null : value
      }
      for (const [slot, keys] of registers) {
        const id = staged[slot + 1]
        if (typeof id === 'string') staged[slot + 1] = keys.key(id)
      }
      staging.append(staged)
      return undefined
    }),
  )
  staging.finish()
  tally.created('units', await units.save(transaction))
  tally.created('tiers', await tiers.save(transaction))

  onProgress?.({ step: 'merging events', rows: tally.read, share: 1 })
  await rejectUnknown(transaction, source, mapping.columns, reader.columnOf('ticket'), tally, rejects)
  await mergeEvents(transaction, numbered, tally)
  await recountLogs(transaction, loggedTickets)
  if (paths === 'now') await tracePaths(transaction, loggedTickets)
  await dropEventMerge(transaction)
  return tally.report(rejects.written, (now() - started) / 1000)
}

/** Rows looked up at a time. */
const page = 100_000

/** Events of tickets the centre does not have: the file is read again for their rows as they were. */
async function rejectUnknown(
  transaction: Transaction,
  source: RowSource,
  columns: readonly string[],
  column: string,
  tally: Tally,
  rejects: Rejects,
): Promise<void> {
  let unknown: { row: number; ticket: string }[] = []
  let next = 0
  const more = async (after: number) => {
    const rows = await transaction.run(sql`SELECT s.row, s.ticket FROM staged_event s
      ANTI JOIN ticket t ON t.id = s.ticket WHERE s.row > ${after} ORDER BY s.row LIMIT ${page}`)
    unknown = rows.map(({ row, ticket }) => ({ row: Number(row), ticket: String(ticket) }))
    next = 0
  }
  await more(-1)
  if (unknown.length === 0) return
  for await (const batch of source.rows(columns)) {
    for (const row of batch) {
      const wanted = unknown[next]
      if (!wanted) return
      if (row.row !== wanted.row) continue
      tally.rejected++
      await rejects.add({
        row: row.row,
        column,
        value: wanted.ticket,
        reason: 'the centre has no ticket with this id',
        remedy: 'import the tickets first, or correct the id',
        raw: row.raw(),
      })
      if (++next === unknown.length) await more(wanted.row)
    }
  }
}
