import { basename } from 'node:path'
import type { ImportReport } from '@grid/data/contract'
import type { Transaction } from '../../store/index.ts'
import { loadedCentre } from '../centre.ts'
import { explained, type ImportStep, openImport } from '../open.ts'
import { pathRules, tracePaths } from '../path/index.ts'
import { Keys } from '../register.ts'
import { Tally } from '../report.ts'
import { stageRows, takeRows } from '../take-rows.ts'
import type { Sink } from '../taking.ts'
import { flagLogs, type LongLog, noteLong } from './flags.ts'
import { logGroups } from './groups.ts'
import { concludeHandOvers, settleTiers } from './hand-over.ts'
import { makeTickets } from './made.ts'
import { dropEventMerge, loggedTickets, mergeEvents } from './merge.ts'
import { recountLogs } from './recount.ts'
import { type LineWork, lineTaker } from './taker.ts'
import { dropTold, followLines, judgeTold, startTelling, tellTickets } from './told.ts'
import { rejectUnknown } from './unknown.ts'

/** What an import of events leaves to its caller, or does because nobody else has. */
export interface EventsOptions {
  /** the log makes its tickets even where its mapping does not say so: there is no file of tickets */
  makes?: boolean
  /** lines say what has happened since a ticket's row was written: the ticket follows them, row or no row */
  follows?: boolean
  /** lines merged at a time, where not as many as fit */
  most?: number
}

/** Imports events inside a transaction; what a ticket's timestamps told gives way to its log. */
export async function importEventsWithin(
  transaction: Transaction,
  { file, rejects, onProgress, now, standing, merged }: ImportStep,
  { makes = false, follows = false, most }: EventsOptions = {},
): Promise<ImportReport> {
  const started = now()
  const { pack } = standing?.centre ?? (await loadedCentre(transaction))
  const source = await openImport(file)
  const keys = standing?.keys ?? {
    source: await Keys.of('source', transaction),
    category: await Keys.of('category', transaction),
    unit: await Keys.of('unit', transaction),
    tier: await Keys.of('tier', transaction),
  }
  const name = basename(file.path)
  const tally = new Tally('events', name)
  const sink: Sink = {
    keys,
    flag: (reason) => tally.flag(reason),
    append: (cells, places) => staging.append(cells, places),
    special: () => undefined,
  }
  const by: LineWork = {
    mapping: file.mapping,
    file: { format: source.format, columns: source.columns },
    place: file.place,
    name,
    timeZone: pack.timeZone,
  }
  const taker = lineTaker(by, sink)
  const { mapping, reader, numbered, told } = taker
  const staging = await stageRows(transaction, source, 'staged_event', taker.kinds)
  const work = { of: 'events', by, known: keys.unit.known } as const
  await explained(file.path, () =>
    takeRows({ source, taker, work, staging, sink, keys, tally, rejects, onProgress }),
  )
  await staging.finish()
  const newUnits = await keys.unit.save(transaction)
  const newTiers = await keys.tier.save(transaction)
  tally.created('units', newUnits)
  tally.created('tiers', newTiers)
  await settleTiers(transaction, newUnits)

  onProgress?.({ step: 'merging events', rows: tally.read, share: 0 })
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
  const listed = newUnits.length === 0 && newTiers.length === 0
  const rules = listed && !tells ? standing?.rules : undefined
  const groups = await logGroups(transaction, tally.read - tally.rejected, most)
  const long: LongLog[] = []
  const retells = tells || follows
  if (retells) await startTelling(transaction)
  for (const [index, group] of groups.entries()) {
    await mergeEvents(transaction, group, numbered, tally)
    await concludeHandOvers(transaction, pack, loggedTickets)
    if (retells) await tellTickets(transaction, group, { ...telling, keeps: follows })
    long.push(...(await flagLogs(transaction, numbered, tally)))
    await recountLogs(transaction, loggedTickets)
    await tracePaths(transaction, loggedTickets, rules)
    onProgress?.({ step: 'merging events', rows: tally.read, share: (index + 1) / groups.length })
  }
  noteLong(long, tally)
  if (retells) await judgeTold(transaction, pack.repeats)
  await dropTold(transaction)
  await merged?.(transaction)
  await dropEventMerge(transaction)
  return tally.report(rejects.written, (now() - started) / 1000)
}
