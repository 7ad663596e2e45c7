import type { ApiKey, Display, NewApiKey, NewDisplay } from '@grid/data/contract'
import { KeyRole } from '@grid/data/contract'
import { notFound } from '../problems.ts'
import { instant, type Store, sql } from '../store/index.ts'
import { codes } from './accounts.ts'
import { type Beside, nothing } from './beside.ts'
import { bookOf, change, type TokenRecord } from './book.ts'
import { digestOf, newId, newSecret } from './secret.ts'

const hour = 3_600_000
const day = 24 * hour

/** Makes a key for a machine; the secret is told here and never again. */
export async function addKey(
  store: Store,
  { name, role, scope, days }: NewApiKey,
  { by, now }: { by: string; now: number },
  beside: Beside = nothing,
): Promise<{ key: ApiKey; secret: string }> {
  const { record, secret } = await add(
    store,
    'key',
    { name, role, scope, scenes: null, by, now },
    now + days * day,
    beside,
  )
  return { key: keyOf(record), secret }
}

/** Makes a token for a wall; the secret is told here and never again. */
export async function addDisplay(
  store: Store,
  { name, scope, scenes }: NewDisplay,
  { by, now }: { by: string; now: number },
  beside: Beside = nothing,
): Promise<{ display: Display; secret: string; path: string }> {
  const { record, secret } = await add(
    store,
    'display',
    { name, role: 'display', scope, scenes, by, now },
    null,
    beside,
  )
  return { display: displayOf(record), secret, path: `/wall?display=${secret}` }
}

/**
 * Ends a key or a display for good, and answers it as it is then; one that had ended stays as it was. Throws 404 where there
 * is none of this id.
 */
export async function revoke(
  store: Store,
  kind: TokenRecord['kind'],
  id: string,
  now: number,
  beside: Beside = nothing,
): Promise<TokenRecord> {
  await change(store, async (transaction) => {
    const [ended] = await transaction.run(sql`UPDATE token SET revoked_at = ${instant(now)}
      WHERE kind = ${kind} AND id = ${id} AND revoked_at IS NULL RETURNING name`)
    if (ended) await beside(transaction, { id, name: String(ended.name) })
  })
  const token = [...(await bookOf(store)).tokens.values()].find((one) => one.id === id && one.kind === kind)
  if (!token) throw notFound(`There is no ${kind} ${JSON.stringify(id)}.`)
  return token
}

/** The key or display of a secret while it is good; noted as used. */
export async function tokenOfSecret(
  store: Store,
  kind: TokenRecord['kind'],
  secret: string,
  now: number,
): Promise<TokenRecord | undefined> {
  const token = (await bookOf(store)).tokens.get(digestOf(secret))
  if (token?.kind !== kind || !isGood(token, now)) return undefined
  if (token.used_at === null || now - token.used_at >= hour) {
    token.used_at = now
    await store.note((transaction) =>
      transaction.run(sql`UPDATE token SET used_at = ${instant(now)} WHERE digest = ${token.digest}`),
    )
  }
  return token
}

/** Whether a key or display lets anybody in: neither revoked nor over. */
export function isGood(token: TokenRecord | undefined, now: number): boolean {
  return (
    token !== undefined && token.revoked_at === null && (token.expires_at === null || token.expires_at > now)
  )
}

/** A key as it is told. */
export function keyOf(token: TokenRecord): ApiKey {
  return { ...told(token), role: KeyRole.parse(token.role), expiresAt: told(token).expiresAt ?? '' }
}

/** A display as it is told. */
export function displayOf(token: TokenRecord): Display {
  const { expiresAt: _, ...rest } = told(token)
  return { ...rest, scenes: token.scenes ?? [] }
}

function told({ id, name, scope, created_at, created_by, used_at, revoked_at, expires_at }: TokenRecord) {
  const at = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
  return {
    id,
    name,
    scope,
    createdAt: new Date(created_at).toISOString(),
    createdBy: created_by,
    usedAt: at(used_at),
    revokedAt: at(revoked_at),
    expiresAt: at(expires_at),
  }
}

async function add(
  store: Store,
  kind: TokenRecord['kind'],
  {
    name,
    role,
    scope,
    scenes,
    by,
    now,
  }: Pick<TokenRecord, 'name' | 'role' | 'scope' | 'scenes'> & {
    by: string
    now: number
  },
  expires: number | null,
  beside: Beside,
): Promise<{ record: TokenRecord; secret: string }> {
  const secret = newSecret(kind)
  const digest = digestOf(secret)
  const shown = scenes === null ? sql`NULL` : sql`CAST(${scenes} AS VARCHAR[])`
  const until = expires === null ? sql`NULL` : instant(expires)
  const id = newId()
  await change(store, async (transaction) => {
    await transaction.run(sql`INSERT INTO token VALUES (${id}, ${kind}, ${name}, ${digest}, ${role},
      ${codes(scope)}, ${shown}, ${instant(now)}, ${by}, ${until}, NULL, NULL)`)
    await beside(transaction, { id, name })
  })
  const record = (await bookOf(store)).tokens.get(digest)
  if (!record) throw new Error('a token that was written cannot be read')
  return { record, secret }
}
