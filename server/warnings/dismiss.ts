import type { Dismissal, Reopening, Warning } from '@grid/data/contract'
import type { Happening } from '../audit/index.ts'
import type { Asking } from '../filter/index.ts'
import { notFound, ProblemError } from '../problems.ts'
import { loggedOf, warnedClusters } from './cluster.ts'
import { addToLog } from './log.ts'
import { standingOf } from './scans.ts'
import { warningsOf } from './warnings.ts'

/** What somebody does about a warning. */
export type Act = ({ action: 'dismissed' } & Dismissal) | ({ action: 'reopened' } & Reopening)

/**
 * Writes into the log what the caller did about one of the present warnings, and answers the warning as it stands then.
 * `asked` is how the audit begins to tell of it, its instant that of the act. Throws 404 for a warning that is not
 * on the caller's list, 503 while the list is being made.
 */
export async function act(
  asking: Asking,
  { id, ...at }: { id: string; asOf?: string | undefined },
  what: Act,
  asked: Omit<Happening, 'action' | 'what'>,
): Promise<Warning> {
  const { store, caller } = asking
  const standing = await standingOf(asking, at)
  if (standing.state === 'computing')
    throw new ProblemError(503, 'The list of warnings is being made; ask again in a moment.')
  const scan = standing.state === 'ready' ? standing.scan : null
  const part = scan && warnedClusters(scan).find((one) => one.id === id)
  if (!scan || !part) throw notFound(`There is no warning ${JSON.stringify(id)} on the list as it is now.`)
  const entry = {
    at: new Date(asked.at).toISOString(),
    action: what.action,
    by: caller.role,
    reason: what.action === 'dismissed' ? what.reason : null,
    note: what.note ?? null,
  }
  const happening = {
    ...asked,
    action: what.action,
    what: 'warning',
    subject: id,
    detail: { reason: entry.reason },
  }
  const cluster = { ...loggedOf(part, scan.prepared.resolution), scope: caller.scope }
  await addToLog(store, cluster, entry, happening)
  const warning = (await warningsOf(asking, scan)).find((one) => one.id === id)
  if (!warning) throw notFound(`There is no warning ${JSON.stringify(id)}.`)
  return warning
}
