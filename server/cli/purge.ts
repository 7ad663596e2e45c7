import { type PurgeReport, Retention } from '@grid/data/contract'
import { rememberHead } from '../audit/index.ts'
import { centreOf } from '../centre/index.ts'
import type { Clock } from '../clock.ts'
import { purge } from '../retention/index.ts'
import type { Store } from '../store/index.ts'
import { commandedAt } from './audited.ts'
import { UsageError } from './export.ts'
import { aligned, grouped } from './table.ts'

/** Options of `grid purge`: days, in the place of the pack's. */
export interface PurgeOptions {
  tickets?: string
  texts?: string
  audit?: string
  yes?: true
}

/** Removes what the pack's retention, or the flags, no longer keep; only counts it without `yes`. */
export async function purgeBy(store: Store, options: PurgeOptions, clock: Clock): Promise<PurgeReport> {
  const { pack } = await centreOf(store)
  const days = Object.entries(options).flatMap(([name, value]) =>
    ['tickets', 'texts', 'audit'].includes(name) ? [[name, Number(value)] as const] : [],
  )
  const read = Retention.safeParse({ ...pack.retention, ...Object.fromEntries(days) })
  if (!read.success)
    throw new UsageError(read.error.issues.map(({ path }) => `--${String(path[0])}: write days, 1 to 36500`))
  if (Object.keys(read.data).length === 0)
    throw new UsageError([
      'nothing is to go: the pack names no retention; say --tickets, --texts or --audit and a number of days',
    ])
  const asked = commandedAt(clock)
  const report = await purge({
    store,
    retention: read.data,
    now: asked.at,
    act: options.yes === true,
    asked,
  })
  if (!report.done) return report
  await rememberHead(store)
  // the room of what is gone is free from here on
  await store.checkpoint()
  return report
}

export function purgeLines({ done, before, removed, blanked, open }: PurgeReport): string[] {
  const verb = done ? 'removed' : 'to be removed'
  const rows = [
    ['what', 'before', verb],
    ['tickets', before.tickets ?? 'kept', grouped(removed.tickets)],
    ['  lines of their logs', '', grouped(removed.events)],
    ['  alerts about them', '', grouped(removed.alerts)],
    ['texts of tickets', before.texts ?? 'kept', grouped(blanked.texts)],
    ['  reasons in words', '', grouped(blanked.reasons)],
    ['  notes on warnings', '', grouped(blanked.notes)],
    ['  files of rejected rows', '', grouped(removed.rejects)],
    ['entries of the audit', before.audit ?? 'kept', grouped(removed.audit)],
  ]
  return [
    ...aligned(rows),
    ...(open > 0 ? [`${grouped(open)} tickets as old as that are open and stay`] : []),
    ...(done ? [] : ['Nothing was done: say --yes to do it. Make a backup first.']),
  ]
}
