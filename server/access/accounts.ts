import type { Account, AccountChange, NewAccount } from '@grid/data/contract'
import { badParameters, notFound, ProblemError } from '../problems.ts'
import { instant, type Store, sql } from '../store/index.ts'
import { type Beside, nothing } from './beside.ts'
import { type AccountRecord, accountNamed, bookOf, change } from './book.ts'
import { forgetFailures } from './lockout.ts'
import { hashOf, passwordFault } from './password.ts'
import { newId } from './secret.ts'

/** An account as it is told: nothing of its password. */
export function accountOf(account: AccountRecord): Account {
  const { id, name, role, scope, disabled, issuer, created_at, login_at } = account
  return {
    id,
    name,
    role,
    scope,
    disabled,
    sso: issuer !== null,
    createdAt: new Date(created_at).toISOString(),
    loginAt: login_at === null ? null : new Date(login_at).toISOString(),
  }
}

/** Adds somebody who logs in with a password. Throws 400 for a password that is not good enough, 409 for a name taken. */
export async function addAccount(
  store: Store,
  { name, role, scope, password }: NewAccount,
  now: number,
  beside: Beside = nothing,
): Promise<Account> {
  refuseWeak(password, name)
  const hashed = await hashOf(password)
  const id = newId()
  await refuseTaken(store, name)
  await change(store, async (transaction) => {
    const made = await transaction.run(sql`INSERT INTO account
      SELECT ${id}, ${name}, ${role}, ${codes(scope)}, ${hashed}, NULL, NULL, FALSE, ${instant(now)}, NULL
      WHERE NOT EXISTS (SELECT 1 FROM account WHERE lower(name) = lower(${name})) RETURNING id`)
    if (made.length === 0) throw taken(name)
    await beside(transaction, { id, name })
  })
  const made = (await bookOf(store)).accounts.get(id)
  if (!made) throw taken(name)
  return accountOf(made)
}

/**
 * Changes an account. A new password, role or scope, and being disabled, end its logins: what a login may do never
 * outlives what its account may. Throws 404 where there is no such account, 409 where nobody could let people in any more.
 */
export async function changeAccount(
  store: Store,
  id: string,
  wanted: AccountChange,
  beside: Beside = nothing,
): Promise<Account> {
  const book = await bookOf(store)
  const account = book.accounts.get(id)
  if (!account) throw notFound(`There is no account ${JSON.stringify(id)}.`)
  const { password, ...rest } = wanted
  if (password !== undefined) refuseWeak(password, account.name)
  const next = { ...account, ...defined(rest) }
  if (isLastAdministrator([...book.accounts.values()], account, next))
    throw new ProblemError(409, 'This is the last administrator: make another one first.')
  const hashed = password === undefined ? account.password : await hashOf(password)
  await change(store, async (transaction) => {
    await transaction.run(sql`UPDATE account SET role = ${next.role}, scope = ${codes(next.scope)},
      disabled = ${next.disabled}, password = ${hashed} WHERE id = ${id}`)
    await transaction.run(sql`DELETE FROM session WHERE account = ${id}`)
    // whoever guessed at the old one has made nobody wait for the new one
    if (password !== undefined) await forgetFailures(transaction, account.name)
    await beside(transaction, { id, name: account.name })
  })
  const changed = (await bookOf(store)).accounts.get(id)
  if (!changed) throw notFound(`There is no account ${JSON.stringify(id)}.`)
  return accountOf(changed)
}

/** A person of a single sign-on as it tells of them at a login. */
export interface SsoPerson {
  issuer: string
  subject: string
  name: string
  role: Account['role']
  scope: Account['scope']
}

/**
 * The account of a person of a single sign-on, made or brought up to date; `beside` is told whether it was made. Throws 403
 * where it is disabled here.
 */
export async function ssoAccount(
  store: Store,
  person: SsoPerson,
  now: number,
  beside: Beside<{ id: string; name: string; made: boolean }> = nothing,
): Promise<AccountRecord> {
  const { issuer, subject, role, scope } = person
  const find = async () =>
    [...(await bookOf(store)).accounts.values()].find(
      (one) => one.issuer === issuer && one.subject === subject,
    )
  const known = await find()
  if (known?.disabled) throw new ProblemError(403, 'This account is disabled: ask an administrator.')
  const book = await bookOf(store)
  // a local account of the same name is somebody else
  const other = accountNamed(book, person.name)
  const name = other && other.id !== known?.id ? `${person.name} (${subject})` : person.name
  const same =
    known?.role === role && JSON.stringify(known.scope) === JSON.stringify(scope) && known.name === name
  if (!same)
    await change(store, async (transaction) => {
      if (known) {
        await transaction.run(sql`UPDATE account SET name = ${name}, role = ${role}, scope = ${codes(scope)}
          WHERE id = ${known.id}`)
        // its older logins stand on what was so before
        await transaction.run(sql`DELETE FROM session WHERE account = ${known.id}`)
        return await beside(transaction, { id: known.id, name, made: false })
      }
      const id = newId()
      const made = await transaction.run(sql`INSERT INTO account
        SELECT ${id}, ${name}, ${role}, ${codes(scope)}, NULL, ${issuer}, ${subject}, FALSE, ${instant(now)}, NULL
        WHERE NOT EXISTS (SELECT 1 FROM account WHERE issuer = ${issuer} AND subject = ${subject}) RETURNING id`)
      if (made.length > 0) await beside(transaction, { id, name, made: true })
    })
  const account = await find()
  if (!account) throw new ProblemError(503, 'The account could not be made; try again.')
  return account
}

/** A scope as the database has it: null is everything. */
export function codes(scope: 'all' | readonly string[]) {
  return scope === 'all' ? sql`CAST(NULL AS VARCHAR[])` : sql`CAST(${scope} AS VARCHAR[])`
}

function refuseWeak(password: string, name: string): void {
  const fault = passwordFault(password, name)
  if (fault) throw badParameters([{ parameter: 'password', detail: fault }])
}

async function refuseTaken(store: Store, name: string): Promise<void> {
  if (accountNamed(await bookOf(store), name)) throw taken(name)
}

function taken(name: string): ProblemError {
  return new ProblemError(409, `There is an account ${JSON.stringify(name)} already.`)
}

/** Whether nobody with a working account could let people in after this change. */
function isLastAdministrator(
  all: readonly AccountRecord[],
  before: AccountRecord,
  after: AccountRecord,
): boolean {
  const works = ({ role, disabled, scope }: AccountRecord) =>
    role === 'administrator' && !disabled && scope === 'all'
  return works(before) && !works(after) && !all.some((one) => one.id !== before.id && works(one))
}

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
