import { instant, type Store, sql } from '../store/index.ts'
import { type Beside, nothing } from './beside.ts'
import { type AccountRecord, bookOf, change, type SessionRecord } from './book.ts'
import { digestOf, newSecret } from './secret.ts'

const minute = 60_000
const hour = 60 * minute

/** How long a login lasts, in milliseconds. */
export const limits = {
  /** without a request */
  idle: hour,
  /** whatever is done: a shift */
  absolute: 12 * hour,
  /** with one id in the cookie */
  rotation: hour,
  /** that the id before is still good for, since other requests are under way with it */
  overlap: minute,
} as const

/** A login of somebody. */
export interface Login {
  account: AccountRecord
  session: SessionRecord
  /** the cookie's new value, where it is time for another */
  renewed: string | undefined
}

/** Begins a login of an account and answers the value of its cookie. A login the browser had before ends. */
export async function startSession(
  store: Store,
  account: AccountRecord,
  before: string | undefined,
  now: number,
  beside: Beside<AccountRecord> = nothing,
): Promise<string> {
  const secret = newSecret('session')
  const ended = before === undefined ? null : digestOf(before)
  await change(store, async (transaction) => {
    if (ended !== null)
      await transaction.run(sql`DELETE FROM session WHERE digest = ${ended} OR previous = ${ended}`)
    await transaction.run(sql`DELETE FROM session
      WHERE seen_at <= ${instant(now - limits.idle)} OR started_at <= ${instant(now - limits.absolute)}`)
    await transaction.run(sql`INSERT INTO session VALUES (${digestOf(secret)}, NULL, ${account.id},
      ${instant(now)}, ${instant(now)}, ${instant(now)})`)
    await transaction.run(sql`UPDATE account SET login_at = ${instant(now)} WHERE id = ${account.id}`)
    await beside(transaction, account)
  })
  return secret
}

/** The login a cookie stands for, as long as it lasts; noted as seen, and given another id when it is time. */
export async function loginOf(store: Store, secret: string, now: number): Promise<Login | undefined> {
  const digest = digestOf(secret)
  const book = await bookOf(store)
  const session = book.sessions.get(digest)
  const account = session && book.accounts.get(session.account)
  if (!session || !account || account.disabled || isOver(session, digest, now)) return undefined
  if (session.digest === digest && now - session.rotated_at >= limits.rotation) {
    const renewed = newSecret('session')
    const next = digestOf(renewed)
    const taken = await change(store, async (transaction) =>
      // only one of several requests of the same moment does it
      transaction.run(sql`UPDATE session SET digest = ${next}, previous = ${digest},
        rotated_at = ${instant(now)}, seen_at = ${instant(now)} WHERE digest = ${digest} RETURNING account`),
    )
    return { account, session, renewed: taken.length > 0 ? renewed : undefined }
  }
  if (now - session.seen_at >= minute) {
    session.seen_at = now
    await store.note((transaction) =>
      transaction.run(sql`UPDATE session SET seen_at = ${instant(now)} WHERE digest = ${session.digest}`),
    )
  }
  return { account, session, renewed: undefined }
}

/** Whether the login of a cookie lasts; a cookie that was replaced a while ago is none. */
export async function isLoggedIn(store: Store, secret: string, now: number): Promise<boolean> {
  const digest = digestOf(secret)
  const book = await bookOf(store)
  const session = book.sessions.get(digest)
  return (
    session !== undefined &&
    !isOver(session, digest, now) &&
    book.accounts.get(session.account)?.disabled === false
  )
}

/** Ends the login of a cookie, and every one of `everywhere`, an account's id. */
export async function endSession(
  store: Store,
  secret: string,
  everywhere: string | null,
  beside: Beside<void> = nothing,
): Promise<void> {
  const digest = digestOf(secret)
  await change(store, async (transaction) => {
    await transaction.run(
      sql`DELETE FROM session WHERE digest = ${digest} OR previous = ${digest} OR account = ${everywhere}`,
    )
    await beside(transaction)
  })
}

function isOver(session: SessionRecord, digest: string, now: number): boolean {
  if (now - session.seen_at >= limits.idle || now - session.started_at >= limits.absolute) return true
  return session.digest !== digest && now - session.rotated_at >= limits.overlap
}
