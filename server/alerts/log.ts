import { Alert } from '@grid/data/contract'
import { number, numberOrNull, text, textOrNull } from '../centre/index.ts'
import { instant, type Row, type Store, sql } from '../store/index.ts'
import type { Occasion } from './occasion.ts'

/** A place of a warning is told again after so long, in milliseconds. */
const forgotten = 7 * 86_400_000

/** Alerts of the log, the newest first. */
export async function listAlerts(store: Store, limit: number): Promise<Alert[]> {
  return (await store.read(sql`SELECT * FROM alert ORDER BY number DESC LIMIT ${limit}`)).map(alertOf)
}

/** Alerts whose next attempt is due, the oldest first. */
export async function dueAlerts(store: Store, now: number): Promise<Alert[]> {
  return (
    await store.read(
      sql`SELECT * FROM alert WHERE state = 'waiting' AND next_at <= ${instant(now)} ORDER BY number LIMIT 50`,
    )
  ).map(alertOf)
}

/** Whether the last thing a rule told of the overdue was that they are too many. */
export async function lastOver(store: Store, rule: string): Promise<boolean> {
  const [row] = await store.read(
    sql`SELECT kind FROM alert WHERE rule = ${rule} AND kind IN ('overdue', 'cleared') ORDER BY number DESC LIMIT 1`,
  )
  return row?.kind === 'overdue'
}

/** The occasions that a rule has not told of yet. */
export async function untold(
  store: Store,
  rule: string,
  occasions: readonly Occasion[],
  now: number,
): Promise<Occasion[]> {
  const once = occasions.filter(({ kind }) => kind === 'urgent' || kind === 'warning')
  if (once.length === 0) return [...occasions]
  const rows = await store.read(sql`SELECT kind, about FROM alert
    WHERE rule = ${rule} AND about IN (SELECT unnest(CAST(${once.map(({ about }) => about)} AS VARCHAR[])))
      AND (kind = 'urgent' OR happened_at > ${instant(now - forgotten)})`)
  const told = new Set(rows.map((row) => JSON.stringify([row.kind, row.about])))
  return occasions.filter(({ kind, about }) => !told.has(JSON.stringify([kind, about])))
}

/** Adds alerts that wait to be sent. */
export async function addAlerts(
  store: Store,
  rule: string,
  alerts: readonly { occasion: Occasion; body: string }[],
  now: number,
): Promise<void> {
  await store.write(async (transaction) => {
    for (const { occasion, body } of alerts)
      await transaction.run(sql`INSERT INTO alert (number, rule, kind, about, happened_at, body, state, attempts, next_at)
        VALUES (nextval('alert_number'), ${rule}, ${occasion.kind}, ${occasion.about}, ${instant(now)}, ${body}, 'waiting',
          0, ${instant(now)})`)
  })
}

/** What came of an attempt; `nextAt` null where there will be no other. */
export interface Attempt {
  state: Alert['state']
  at: number
  nextAt: number | null
  answered: number | null
  error: string | null
}

/** Notes an attempt. */
export async function noteAttempt(store: Store, alert: number, attempt: Attempt): Promise<void> {
  const { state, at, nextAt, answered, error } = attempt
  await store.write((transaction) =>
    transaction.run(sql`UPDATE alert SET state = ${state}, attempts = attempts + 1,
      next_at = ${instant(nextAt ?? at)}, answered = CAST(${answered} AS USMALLINT), error = CAST(${error} AS VARCHAR),
      sent_at = ${state === 'sent' ? instant(at) : sql`NULL`} WHERE number = ${alert}`),
  )
}

function alertOf(row: Row): Alert {
  const state = text(row.state)
  return Alert.parse({
    number: number(row.number),
    rule: text(row.rule),
    kind: text(row.kind),
    about: text(row.about),
    at: text(row.happened_at),
    state,
    attempts: number(row.attempts),
    nextAt: state === 'waiting' ? text(row.next_at) : null,
    answered: numberOrNull(row.answered),
    error: textOrNull(row.error),
    sentAt: textOrNull(row.sent_at),
    body: text(row.body),
  })
}
