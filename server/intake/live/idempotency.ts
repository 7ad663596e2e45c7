import { createHash } from 'node:crypto'
import { RowOutcome } from '@grid/data/contract'
import { z } from 'zod'
import { instant, oneOf, sql, type Transaction } from '../../store/index.ts'

/** How long a key is remembered, in milliseconds: a sender that retries does so within days. */
const remembered = 7 * 86_400_000

/** An `Idempotency-Key` of a caller, and the fingerprint of the message it came with. */
export interface Token {
  caller: string
  key: string
  fingerprint: string
}

/** The same key came with another message: a fault of the sender. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused'
  constructor() {
    super('this Idempotency-Key came with another message before: use a new key for a new message')
  }
}

/** The token of a message. */
export function tokenOf(caller: string, key: string, body: string): Token {
  return { caller, key, fingerprint: createHash('sha256').update(body).digest('base64url') }
}

const Outcomes = z.array(RowOutcome)

/** What messages were answered with before, by {@link tokenName}; a key that is new has no entry. */
export async function keptOutcomes(
  transaction: Transaction,
  tokens: readonly Token[],
): Promise<ReadonlyMap<string, { fingerprint: string; outcomes: RowOutcome[] }>> {
  if (tokens.length === 0) return new Map()
  const rows = await transaction.run(
    sql`SELECT caller, key, fingerprint, outcomes FROM idempotency
      WHERE ${oneOf(
        sql`key`,
        tokens.map(({ key }) => key),
      )}`,
  )
  return new Map(
    rows.map((row) => [
      tokenName({ caller: String(row.caller), key: String(row.key) }),
      {
        fingerprint: String(row.fingerprint),
        outcomes: Outcomes.parse(JSON.parse(String(row.outcomes))),
      },
    ]),
  )
}

/** A token's caller and key in one text. */
export function tokenName({ caller, key }: Pick<Token, 'caller' | 'key'>): string {
  return JSON.stringify([caller, key])
}

/**
 * Keeps what messages were answered with, in the transaction that took them; forgets the keys that are too old to come
 * again.
 */
export async function keepOutcomes(
  transaction: Transaction,
  answered: readonly { token: Token; outcomes: readonly RowOutcome[] }[],
  now: number,
): Promise<void> {
  if (answered.length === 0) return
  const column = (read: (token: Token) => string) => answered.map(({ token }) => read(token))
  await transaction.run(
    sql`INSERT INTO idempotency SELECT unnest(CAST(${column(({ caller }) => caller)} AS VARCHAR[])),
      unnest(CAST(${column(({ key }) => key)} AS VARCHAR[])),
      unnest(CAST(${column(({ fingerprint }) => fingerprint)} AS VARCHAR[])),
      unnest(CAST(${answered.map(({ outcomes }) => JSON.stringify(outcomes))} AS VARCHAR[])), ${instant(now)}`,
  )
  await transaction.run(sql`DELETE FROM idempotency WHERE taken_at < ${instant(now - remembered)}`)
}
