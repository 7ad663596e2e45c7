import { rmSync, statSync } from 'node:fs'
import type { PurgeReport, Retention } from '@grid/data/contract'
import { appendWithin, forgetAudit, type Happening } from '../audit/index.ts'
import { number } from '../centre/index.ts'
import { rejectsFiles } from '../intake/index.ts'
import { instant, type Sql, type Store, sql, type Transaction } from '../store/index.ts'

const day = 86_400_000

/** What is asked of a purge. */
export interface Purge {
  store: Store
  retention: Retention
  /** milliseconds since 1970; ages are reckoned from it */
  now: number
  /** nothing is done without it: the same is done and taken back, so that the counts are those of the deed */
  act: boolean
  /** how the audit begins to tell of it */
  asked: Omit<Happening, 'action' | 'what'>
}

/** Takes back what was done to find out what would be. */
class OnlyLooked extends Error {
  constructor(readonly report: PurgeReport) {
    super('nothing was done')
  }
}

/**
 * Removes what is older than the retention allows, all of it in one transaction or nothing: tickets that have ended with
 * all that hangs on them, texts of tickets, and the beginning of the audit, behind an anchor. Open tickets stay whatever
 * their age.
 */
export async function purge(question: Purge): Promise<PurgeReport> {
  const rejects = oldRejects(question)
  try {
    const report = await question.store.writeAlone((transaction) =>
      purgeWithin(transaction, question, rejects.length),
    )
    for (const file of rejects) rmSync(file, { force: true })
    return report
  } catch (cause) {
    if (cause instanceof OnlyLooked) return cause.report
    throw cause
  }
}

/** Instants before which things go, in milliseconds since 1970; null where they are kept for ever. */
function limitsOf({ retention, now }: Purge) {
  const limit = (days: number | undefined) => (days === undefined ? null : now - days * day)
  return { tickets: limit(retention.tickets), texts: limit(retention.texts), audit: limit(retention.audit) }
}

/** Files of rejected rows that are older than the texts of tickets may be: they hold rows as they were read. */
function oldRejects(question: Purge): string[] {
  const { tickets, texts } = limitsOf(question)
  const before = Math.max(tickets ?? Number.NEGATIVE_INFINITY, texts ?? Number.NEGATIVE_INFINITY)
  return rejectsFiles(question.store.file).filter((file) => statSync(file).mtimeMs < before)
}

/** When a ticket ended: its closing, else the last that is known of it. */
const ended = sql`coalesce(t.closed_at, t.verified_at, t.handled_at, t.moved_at, t.reported_at)`

async function purgeWithin(transaction: Transaction, question: Purge, rejects: number): Promise<PurgeReport> {
  const { act, asked } = question
  const { tickets, texts, audit } = limitsOf(question)
  const counted = async (statement: Sql) => (await transaction.run(statement)).length
  const isOld = (before: number | null) =>
    before === null ? sql`FALSE` : sql`${ended} < ${instant(before)} AND t.status_kind = 'closed'`

  const [still] = await transaction.run(sql`SELECT count(*) AS n FROM ticket t WHERE t.status_kind <> 'closed'
    AND ${tickets === null ? sql`FALSE` : sql`${ended} < ${instant(tickets)}`}`)
  await transaction.run(
    sql`CREATE OR REPLACE TEMP TABLE going AS SELECT t.key, t.id FROM ticket t WHERE ${isOld(tickets)}`,
  )
  const going = sql`(SELECT key FROM going)`
  const removed = {
    events: await counted(sql`DELETE FROM event WHERE ticket IN ${going} RETURNING 1`),
    stays: await counted(sql`DELETE FROM stay WHERE ticket IN ${going} RETURNING 1`),
    changes: await counted(sql`DELETE FROM change WHERE ticket IN ${going} RETURNING 1`),
    alerts:
      tickets === null
        ? 0
        : await counted(sql`DELETE FROM alert WHERE state <> 'waiting' AND (happened_at < ${instant(tickets)}
            OR (kind = 'urgent' AND about IN (SELECT id FROM going))) RETURNING 1`),
  }
  await transaction.run(sql`DELETE FROM ticket_special WHERE ticket IN ${going}`)
  // what a message was answered with names its tickets
  if (tickets !== null)
    await transaction.run(sql`DELETE FROM idempotency WHERE taken_at < ${instant(tickets)}`)
  await transaction.run(
    sql`UPDATE ticket SET prior_ticket = NULL WHERE prior_ticket IN (SELECT id FROM going)`,
  )
  const gone = await counted(sql`DELETE FROM ticket WHERE key IN ${going} RETURNING 1`)
  await transaction.run(sql`DROP TABLE going`)

  const report: PurgeReport = {
    done: act,
    before: { tickets: iso(tickets), texts: iso(texts), audit: iso(audit) },
    removed: {
      tickets: gone,
      ...removed,
      rejects,
      audit: audit === null ? 0 : await forgetAudit(transaction, audit),
    },
    blanked: await blankWithin(transaction, texts, isOld(texts)),
    open: number(still?.n),
  }
  if (!act) throw new OnlyLooked(report)
  await appendWithin(transaction, [
    {
      ...asked,
      action: 'purged',
      what: 'centre',
      detail: { before: report.before, removed: report.removed, blanked: report.blanked },
    },
  ])
  return report
}

/** A reason of a list is a short code; anything else was written by somebody. */
const inWords = sql`NOT regexp_full_match(reason, '[a-z0-9][a-z0-9_-]{0,39}')`

async function blankWithin(
  transaction: Transaction,
  before: number | null,
  isOld: Sql,
): Promise<PurgeReport['blanked']> {
  if (before === null) return { texts: 0, reasons: 0, notes: 0 }
  const counted = async (statement: Sql) => (await transaction.run(statement)).length
  const old = sql`(SELECT t.key FROM ticket t WHERE ${isOld})`
  const texts = await counted(
    sql`UPDATE ticket SET title = NULL, description = NULL, address = NULL WHERE key IN ${old}
      AND coalesce(title, description, address) IS NOT NULL RETURNING 1`,
  )
  const reasons = await counted(
    sql`UPDATE event SET reason = NULL WHERE ticket IN ${old} AND ${inWords} RETURNING 1`,
  )
  await transaction.run(sql`UPDATE stay SET reason = NULL WHERE ticket IN ${old} AND ${inWords}`)
  const notes = await counted(
    sql`UPDATE warning_log SET note = NULL WHERE happened_at < ${instant(before)} AND note IS NOT NULL RETURNING 1`,
  )
  return { texts, reasons, notes }
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
