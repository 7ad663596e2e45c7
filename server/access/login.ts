import type { Login as LoginMessage, PasswordChange } from '@grid/data/contract'
import type { z } from 'zod'
import { badParameters, ProblemError } from '../problems.ts'
import { type Store, sql } from '../store/index.ts'
import { type Beside, nothing } from './beside.ts'
import { type AccountRecord, accountNamed, bookOf, change, plainName } from './book.ts'
import { forgetFailures, noteFailure, waitOf } from './lockout.ts'
import { hashOf, matches, passwordFault } from './password.ts'

/** Attempts of one name follow each other, so that many at once are not one attempt. */
const turns = new Map<string, Promise<unknown>>()

/**
 * The account of a name and password. Throws 401 where they do not belong together, in the same words and after the same
 * work whether or not there is such a name; 429 while a name that was tried too often has to wait. `failed` is kept with
 * each wrong password, and told how many there have been.
 */
export function logIn(
  store: Store,
  { name, password }: z.output<typeof LoginMessage>,
  now: number,
  failed: Beside<number> = nothing,
): Promise<AccountRecord> {
  return inTurn(plainName(name), async () => {
    const wait = await waitOf(store, name, now)
    if (wait > 0)
      throw new ProblemError(
        429,
        'Too many wrong passwords for this name: wait a moment.',
        [],
        Math.ceil(wait / 1000),
      )
    const account = accountNamed(await bookOf(store), name)
    const good = await matches(password, account?.password ?? null)
    if (good && account && !account.disabled) {
      await store.note((transaction) => forgetFailures(transaction, name))
      return account
    }
    await noteFailure(store, name, now, failed)
    throw new ProblemError(401, 'Name and password do not belong together.')
  })
}

/**
 * Gives an account another password, which ends its logins. Throws 400 where the present one is wrong or the next not good
 * enough, 429 where the present one was tried too often.
 */
export async function changePassword(
  store: Store,
  account: AccountRecord,
  { current, next }: z.output<typeof PasswordChange>,
  now: number,
  { changed, failed }: { changed: Beside; failed: Beside<number> } = { changed: nothing, failed: nothing },
): Promise<void> {
  const fault = passwordFault(next, account.name)
  if (fault) throw badParameters([{ parameter: 'next', detail: fault }])
  try {
    await logIn(store, { name: account.name, password: current }, now, failed)
  } catch (cause) {
    if (cause instanceof ProblemError && cause.status === 401)
      throw badParameters([{ parameter: 'current', detail: 'is not your password' }])
    throw cause
  }
  const hashed = await hashOf(next)
  await change(store, async (transaction) => {
    await transaction.run(sql`UPDATE account SET password = ${hashed} WHERE id = ${account.id}`)
    await transaction.run(sql`DELETE FROM session WHERE account = ${account.id}`)
    await changed(transaction, account)
  })
}

async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(name)
  const mine = (before ?? Promise.resolve()).then(work, work)
  turns.set(name, mine)
  try {
    return await mine
  } finally {
    if (turns.get(name) === mine) turns.delete(name)
  }
}
