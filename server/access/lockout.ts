import { instant, type Store, sql, type Transaction } from '../store/index.ts'
import { type Beside, nothing } from './beside.ts'
import { plainName } from './book.ts'
import { digestOf } from './secret.ts'

const second = 1000
/** Wrong passwords of a name before anybody has to wait. */
const free = 5
const firstWait = 15 * second
const longestWait = 15 * 60 * second
/** After so long without another one they are forgotten. */
const forgotten = 24 * 3_600_000

/** Milliseconds to wait after the latest of so many wrong passwords: twice as long each time. */
export function waitAfter(failures: number): number {
  return failures < free ? 0 : Math.min(longestWait, firstWait * 2 ** (failures - free))
}

/**
 * Milliseconds until a name may be tried again. Names that are nobody's are counted like any other, so that nothing tells
 * which there are.
 */
export async function waitOf(store: Store, name: string, now: number): Promise<number> {
  const [row] = await store.read(
    sql`SELECT failures, last_at FROM login_failure WHERE name_digest = ${digestOf(plainName(name))}`,
  )
  if (!row) return 0
  const last = Date.parse(String(row.last_at))
  return now - last >= forgotten ? 0 : Math.max(0, last + waitAfter(Number(row.failures)) - now)
}

/** Counts a wrong password of a name; `beside` is told how many there have been. */
export async function noteFailure(
  store: Store,
  name: string,
  now: number,
  beside: Beside<number> = nothing,
): Promise<void> {
  const digest = digestOf(plainName(name))
  const old = instant(now - forgotten)
  await store.note(async (transaction) => {
    const [row] = await transaction.run(
      sql`SELECT failures FROM login_failure WHERE name_digest = ${digest} AND last_at > ${old}`,
    )
    const failures = Number(row?.failures ?? 0) + 1
    await transaction.run(sql`DELETE FROM login_failure WHERE name_digest = ${digest} OR last_at <= ${old}`)
    await transaction.run(sql`INSERT INTO login_failure VALUES (${digest}, ${failures}, ${instant(now)})`)
    await beside(transaction, failures)
  })
}

/** Forgets the wrong passwords of a name whose right one came. */
export async function forgetFailures(transaction: Transaction, name: string): Promise<void> {
  await transaction.run(sql`DELETE FROM login_failure WHERE name_digest = ${digestOf(plainName(name))}`)
}
