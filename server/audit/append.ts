import { number, text } from '../centre/index.ts'
import { sql, type Transaction } from '../store/index.ts'
import { type Happening, hashOf, type Written, writtenOf } from './entry.ts'

/** The last entry of a chain: its place and its hash; 0 and nothing where there is none. */
export interface Head {
  seq: number
  hash: string
}

/**
 * Adds entries to the end of the chain, in the transaction of what they are about, so that neither is there without the
 * other. The head is read in the transaction: the writer is one, so no two entries follow the same.
 */
export async function appendWithin(
  transaction: Transaction,
  happenings: readonly Happening[],
): Promise<void> {
  if (happenings.length === 0) return
  const [row] = await transaction.run(sql`SELECT seq, hash FROM audit_head`)
  const head: Head = { seq: number(row?.seq), hash: text(row?.hash) }
  const entries = happenings.map((happening): Written & { hash: string } => {
    const written = writtenOf(happening, ++head.seq)
    head.hash = hashOf(head.hash, written)
    return { ...written, hash: head.hash }
  })
  await transaction.run(sql`INSERT INTO audit
    SELECT e.seq, CAST(e.at[:23] AS TIMESTAMP), e.kind, e.who, e.name, e.role, e."from", e.action, e.what, e.subject,
      e.filter, e.detail, e.request, e.hash
    FROM (SELECT unnest(from_json(${JSON.stringify(entries)}, '[{"seq":"BIGINT","at":"VARCHAR","kind":"VARCHAR",
      "who":"VARCHAR","name":"VARCHAR","role":"VARCHAR","from":"VARCHAR","action":"VARCHAR","what":"VARCHAR",
      "subject":"VARCHAR","filter":"VARCHAR","detail":"VARCHAR","request":"VARCHAR","hash":"VARCHAR"}]')) AS e)`)
  await transaction.run(sql`UPDATE audit_head SET seq = ${head.seq}, hash = ${head.hash}`)
}
