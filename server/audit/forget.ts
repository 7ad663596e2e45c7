import { number, text } from '../centre/index.ts'
import { instant, sql, type Transaction } from '../store/index.ts'

/**
 * Removes entries from the beginning up to the last one before `before` (milliseconds since 1970), within the chain: what
 * is kept begins behind an anchor, the place and hash of the last entry removed. Answers how many there were.
 */
export async function forgetAudit(transaction: Transaction, before: number): Promise<number> {
  const [last] = await transaction.run(
    sql`SELECT seq, hash FROM audit WHERE seq < (SELECT coalesce(min(seq), 9223372036854775807) FROM audit
      WHERE happened_at >= ${instant(before)}) ORDER BY seq DESC LIMIT 1`,
  )
  if (!last) return 0
  const seq = number(last.seq)
  const removed = await transaction.run(sql`DELETE FROM audit WHERE seq <= ${seq} RETURNING seq`)
  await transaction.run(sql`UPDATE audit_head SET anchor_seq = ${seq}, anchor_hash = ${text(last.hash)}`)
  return removed.length
}
