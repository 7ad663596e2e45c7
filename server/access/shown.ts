import type { Store } from '../store/index.ts'
import { type AccountRecord, bookOf, hasAccounts, type TokenRecord } from './book.ts'
import { type Caller, nobody } from './caller.ts'
import { tasksOf } from './rights.ts'
import { isLoggedIn, loginOf } from './sessions.ts'
import { isGood, tokenOfSecret } from './tokens.ts'

/** What a request shows to be let in; the first that is good counts, and a key that is not is no login either. */
export interface Shown {
  /** nothing: they are at the machine, and nobody had an account */
  ownMachine?: true
  key?: string | undefined
  session?: string | undefined
  display?: string | undefined
}

/** Who a request is from, by what it shows. */
export interface Known {
  caller: Caller
  /** where it is a login */
  account?: AccountRecord | undefined
  /** where it is a display or key */
  token?: TokenRecord | undefined
  /** the next value of the login's cookie, where it is time for another */
  renewed?: string | undefined
}

/** Tells who shows this; {@link nobody} where nothing of it is good. */
export async function callerShowing(store: Store, shown: Shown, now: number): Promise<Known> {
  if (shown.key !== undefined) {
    const token = await tokenOfSecret(store, 'key', shown.key, now)
    return token ? { caller: callerOfToken(token), token } : { caller: nobody }
  }
  const login = shown.session === undefined ? undefined : await loginOf(store, shown.session, now)
  if (login) {
    const { account, renewed } = login
    return { caller: callerOfAccount(account), account, renewed }
  }
  const token = shown.display && (await tokenOfSecret(store, 'display', shown.display, now))
  return token ? { caller: callerOfToken(token), token } : { caller: nobody }
}

/** Whether what was shown is still good for the same rights; notes nothing, so that a long connection is no activity. */
export async function stillStands(
  store: Store,
  shown: Shown,
  before: Pick<Known, 'account' | 'token'>,
  now: number,
): Promise<boolean> {
  if (shown.ownMachine) return !(await hasAccounts(store))
  if (before.token) return isGood((await bookOf(store)).tokens.get(before.token.digest), now)
  if (before.account) return shown.session !== undefined && (await isLoggedIn(store, shown.session, now))
  return true
}

/** A person as a caller. */
export function callerOfAccount({ id, name, role, scope }: AccountRecord): Caller {
  return { role, scope, freeText: tasksOf(role).includes('texts'), who: { kind: 'person', id, name } }
}

function callerOfToken({ id, kind, name, role, scope }: TokenRecord): Caller {
  return { role, scope, freeText: tasksOf(role).includes('texts'), who: { kind, id, name } }
}
