import { PersonRole, Role, WallSceneKind } from '@grid/data/contract'
import { z } from 'zod'
import { type Store, sql, type WriteJob } from '../store/index.ts'

const Instant = z.string().transform((text) => Date.parse(text))
const Codes = z
  .array(z.string())
  .nullable()
  .transform((codes): 'all' | string[] => codes ?? 'all')

const AccountRow = z.object({
  id: z.string(),
  name: z.string(),
  role: PersonRole,
  scope: Codes,
  password: z.string().nullable(),
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  disabled: z.boolean(),
  created_at: Instant,
  login_at: Instant.nullable(),
})
/** Somebody who may log in. `password` is the hash; instants are milliseconds since 1970. */
export type AccountRecord = z.infer<typeof AccountRow>

const TokenRow = z.object({
  id: z.string(),
  kind: z.enum(['key', 'display']),
  name: z.string(),
  digest: z.string(),
  role: Role,
  scope: Codes,
  scenes: z.array(WallSceneKind).nullable(),
  created_at: Instant,
  created_by: z.string(),
  expires_at: Instant.nullable(),
  used_at: Instant.nullable(),
  revoked_at: Instant.nullable(),
})
/** A key of a machine or a token of a wall. */
export type TokenRecord = z.infer<typeof TokenRow>

const SessionRow = z.object({
  digest: z.string(),
  previous: z.string().nullable(),
  account: z.string(),
  started_at: Instant,
  rotated_at: Instant,
  seen_at: Instant,
})
/** A login that has not ended. */
export type SessionRecord = z.infer<typeof SessionRow>

/** Everybody who may come in, as the database has it. */
export interface Book {
  accounts: ReadonlyMap<string, AccountRecord>
  tokens: ReadonlyMap<string, TokenRecord>
  /** by digest; one that was lately replaced leads to the same session */
  sessions: ReadonlyMap<string, SessionRecord>
}

const books = new WeakMap<Store, Promise<Book>>()

/** The book of a database. It is read once and again after each {@link change}, so that a request costs no question. */
export function bookOf(store: Store): Promise<Book> {
  const known = books.get(store)
  if (known) return known
  const reading = readBook(store)
  books.set(store, reading)
  // a reading that failed is not kept
  reading.catch(() => {
    if (books.get(store) === reading) books.delete(store)
  })
  return reading
}

/** Changes who may come in; what is asked after it resolves goes by the change. Answers are not affected. */
export async function change<T>(store: Store, job: WriteJob<T>): Promise<T> {
  try {
    return await store.note(job)
  } finally {
    books.delete(store)
  }
}

/** The account of a name, capitals aside. */
export function accountNamed({ accounts }: Book, name: string): AccountRecord | undefined {
  const wanted = plainName(name)
  return [...accounts.values()].find((account) => plainName(account.name) === wanted)
}

/** A name as names are compared. */
export function plainName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

/** An account's login is asked for everywhere as soon as there is one that works. */
export async function hasAccounts(store: Store): Promise<boolean> {
  return [...(await bookOf(store)).accounts.values()].some(({ disabled }) => !disabled)
}

async function readBook(store: Store): Promise<Book> {
  const [accounts, tokens, sessions] = await Promise.all([
    store.read(sql`SELECT * FROM account ORDER BY lower(name)`),
    store.read(sql`SELECT * FROM token ORDER BY created_at DESC, id`),
    store.read(sql`SELECT * FROM session`),
  ])
  const logins = sessions.map((row) => SessionRow.parse(row))
  return {
    accounts: new Map(accounts.map((row) => AccountRow.parse(row)).map((one) => [one.id, one])),
    tokens: new Map(tokens.map((row) => TokenRow.parse(row)).map((one) => [one.digest, one])),
    sessions: new Map([
      ...logins.flatMap((one) => (one.previous === null ? [] : [[one.previous, one] as const])),
      ...logins.map((one) => [one.digest, one] as const),
    ]),
  }
}
