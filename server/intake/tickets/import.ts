import { basename } from 'node:path'
import type { ImportReport } from '@grid/data/contract'
import { traceRepeats } from '../../repeats/index.ts'
import { sql, type Transaction } from '../../store/index.ts'
import { settleTimes } from '../areas/index.ts'
import { recountLogs } from '../events/index.ts'
import { explained, type ImportStep, openImport } from '../open.ts'
import { pathRules, tracePaths } from '../path/index.ts'
import { accuracyOf } from '../project.ts'
import { Tally } from '../report.ts'
import { standingOf } from '../standing.ts'
import { stageRows, takeRows } from '../take-rows.ts'
import type { Sink } from '../taking.ts'
import { dropMerge, mergeSpecial, mergeTickets } from './merge.ts'
import { type TicketWork, ticketTaker } from './taker.ts'

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
  const name = basename(file.path)
  const tally = new Tally('tickets', name)
  let inSpecial = false
  const sink: Sink = {
    keys,
    flag: (reason) => tally.flag(reason),
    append: (cells, places) => staging.append(cells, places),
    special: (row, grid) => {
      inSpecial = true
      special.append([row, grid])
    },
  }
  const by: TicketWork = {
    mapping: file.mapping,
    file: { format: source.format, columns: source.columns },
    place: file.place,
    name,
    pack,
    areas: placer.areas,
    heirs: placer.heirs,
    now: started,
  }
  const taker = ticketTaker(by, sink, { placer, dues: rules.dues })
  const { mapping, reader, columns } = taker
  const accuracy = accuracyOf(mapping.crs ?? 'EPSG:4326')
  if (accuracy) tally.note(`${mapping.crs}: ${accuracy}`)
  const staging = await stageRows(transaction, source, 'staged_ticket', columns.kinds)
  const reports = staging.watch('reported_at')
  const special = await transaction.stage('staged_special', { row: 'integer', area: 'integer' })
  const work = { of: 'tickets', by } as const
  await explained(file.path, () =>
    takeRows({ source, taker, work, staging, sink, keys, tally, rejects, onProgress }),
  )
  await staging.fill()
  await special.finish()
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
  const found = await mergeTickets(transaction, {
    staged: columns.rows(),
    crs: mapping.crs ?? null,
    setting: judged.setting,
    tally,
    first: { staging, rows: columns.rows(staging.path), inOrder: reports.inOrder, repeats: pack.repeats },
  })
  const { known, foretold } = found
  if (known || inSpecial) await mergeSpecial(transaction, found)
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
  await dropMerge(transaction, found)
  return tally.report(rejects.written, (now() - started) / 1000)
}

const touched = sql`SELECT ticket FROM touched_ticket`
const changed = sql`SELECT key FROM known_ticket WHERE changed`

function plural(register: string): string {
  return register === 'category' ? 'categories' : `${register}s`
}
