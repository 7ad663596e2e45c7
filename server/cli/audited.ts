import { userInfo } from 'node:os'
import { appendWithin, type Happening, rememberHead } from '../audit/index.ts'
import type { Clock } from '../clock.ts'
import type { Store, Transaction } from '../store/index.ts'

/** What somebody does on the command line, for the audit. */
export type Deed = Pick<Happening, 'action' | 'what' | 'subject' | 'filter' | 'detail'>

/** How the audit begins to tell of a command: by the name of the account that it runs under. */
export function commandedAt(clock: Clock): Omit<Happening, 'action' | 'what'> {
  const name = account()
  const who = { kind: 'local', id: `os:${name}`, name } as const
  return { at: clock.now(), caller: { role: 'administrator', who }, from: null }
}

/** Keeps a deed of the command line in the transaction that does it. */
export async function keepWithin(transaction: Transaction, clock: Clock, deed: Deed): Promise<void> {
  await appendWithin(transaction, [{ ...commandedAt(clock), ...deed }])
}

/** Keeps a deed of the command line; durable once this resolves. */
export async function keepDeed(store: Store, clock: Clock, deed: Deed): Promise<void> {
  await store.note((transaction) => keepWithin(transaction, clock, deed))
  await rememberHead(store)
}

function account(): string {
  try {
    return userInfo().username
  } catch {
    // an account of a container may have no name
    return 'unknown'
  }
}
