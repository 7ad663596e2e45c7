import { basename } from 'node:path'
import type { ImportReport } from '@grid/data/contract'
import { traceRepeats } from '../../repeats/index.ts'
import { type StagedCell, sql, type Transaction } from '../../store/index.ts'
import { settleTimes } from '../areas/index.ts'
import { recountLogs } from '../events/index.ts'
import { PointJudge, reach } from '../locate/index.ts'
import { compileMapping, RowReader, ticketFields } from '../map/index.ts'
import { explained, type ImportStep, openImport } from '../open.ts'
import { pathRules, tracePaths } from '../path/index.ts'
import { accuracyOf } from '../project.ts'
import { Tally } from '../report.ts'
import { eachRow } from '../rows.ts'
import { standingOf } from '../standing.ts'
import { countsDegrees, toWgs84From } from '../systems.ts'
import { dropMerge, mergeSpecial, mergeTickets } from './merge.ts'
import { TicketRows } from './row.ts'
import { StagedColumns } from './staging.ts'

type TicketField = keyof typeof ticketFields
const fieldNames = Object.keys(ticketFields).filter((name): name is TicketField => name in ticketFields)

/** Imports tickets inside a transaction. */
export async function importTicketsWithin(
  transaction: Transaction,
  { file, rejects, onProgress, now, standing, merged }: ImportStep,
): Promise<ImportReport> {
  const started = now()
  const { centre, placers, keys, rules } = standing ?? (await standingOf(transaction))
  const { pack } = centre
  const placer = placers.now
  const source = await openImport(file)
  const context = { place: file.place, timeZone: pack.timeZone, file: basename(file.path) }
  const mapping = compileMapping(file.mapping, ticketFields, source, context)
  const crs = mapping.crs ?? 'EPSG:4326'
  const judge = new PointJudge(toWgs84From(crs, file.place), countsDegrees(crs), reach(placer.bbox))
  const tally = new Tally('tickets', basename(file.path))
  const accuracy = accuracyOf(crs)
  if (accuracy) tally.note(`${crs}: ${accuracy}`)
  const reader = new RowReader(mapping, fieldNames)
  const rows = new TicketRows({ keys, judge, placer, dues: rules.dues, tally, now: started })
  const columns = new StagedColumns(
    mapping.fields.map((field) => field.name),
    placer.levelsUsed,
  )
  const staging = await transaction.stage('staged_ticket', columns.kinds)
  const filled = new Array<StagedCell>(columns.places.length).fill(null)
  let inSpecial = false
  const special = await transaction.stage('staged_special', { row: 'integer', area: 'integer' })
  const passage = { source, columns: mapping.columns, reader, tally, rejects, onProgress, step: 'tickets' }
  await explained(file.path, () =>
    eachRow(passage, ({ row }) => {
      const grids = rows.stage(row, reader.values)
      for (let i = 0; i < filled.length; i++) filled[i] = rows.staged[columns.places[i]!]
      staging.append(filled)
      for (let i = 0; i < grids.length; i++) special.append([row, grids[i]])
      inSpecial ||= grids.length > 0
      return undefined
    }),
  )
  staging.finish()
  special.finish()
  for (const column of reader.neverSeen()) {
    tally.flag('column_never_seen')
    tally.note(`the column ${JSON.stringify(column)} that the mapping names was in no row`)
  }
  const swapped = tally.flagged('point_swapped')
  if (swapped * 2 > tally.read)
    tally.note(
      `${swapped} of ${tally.read} points lie inside the centre only with longitude and latitude exchanged: ` +
        'look whether the mapping has lon and lat the wrong way round, or the areas have',
    )
  let listed = true
  for (const [register, list] of Object.entries(keys)) {
    const made = await list.save(transaction)
    tally.created(plural(register), made)
    listed &&= made.length === 0
  }

  onProgress?.({ step: 'merging tickets', rows: tally.read, share: 1 })
  const judged = listed ? rules : await pathRules(transaction, pack)
  const { known, foretold } = await mergeTickets(transaction, {
    staged: columns.rows(),
    timeZone: pack.timeZone,
    crs: mapping.crs ?? null,
    setting: judged.setting,
    repeats: pack.repeats,
    tally,
  })
  if (known || inSpecial) await mergeSpecial(transaction)
  await settleTimes(transaction, touched, placers)
  await merged?.(transaction)
  if (known) {
    // a ticket with a row of its own is no longer told by its log alone
    await transaction.run(sql`UPDATE ticket SET from_log = FALSE WHERE from_log AND key IN (${changed})`)
    await recountLogs(transaction, changed)
    await tracePaths(transaction, changed, judged)
  }
  if (!foretold) {
    onProgress?.({ step: 'looking for repeats', rows: tally.read, share: 1 })
    await traceRepeats(transaction, pack.repeats, {
      tickets: touched,
      ...(known && { before: sql`SELECT * FROM ticket_before` }),
    })
  }
  await dropMerge(transaction)
  return tally.report(rejects.written, (now() - started) / 1000)
}

const touched = sql`SELECT ticket FROM touched_ticket`
const changed = sql`SELECT key FROM known_ticket WHERE changed`

function plural(register: string): string {
  return register === 'category' ? 'categories' : `${register}s`
}
