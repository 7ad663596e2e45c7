import { join, type Sql, sql, type Transaction } from '../../store/index.ts'

/** What a ticket's own timestamps tell, in the order of the stages. */
const stages: readonly (readonly [column: Sql, kind: string])[] = [
  [sql`t.reported_at`, 'reported'],
  [sql`t.filed_at`, 'filed'],
  [sql`t.dispatched_at`, 'dispatched'],
  [sql`t.signed_at`, 'signed'],
  [sql`t.first_contact_at`, 'contacted'],
  [sql`t.handled_at`, 'handled'],
  [sql`t.verified_at`, 'verified'],
  [sql`t.closed_at`, 'closed'],
]

/**
 * Writes the derived logs of the tickets in `tickets` (a query of their keys) that have no log of their own. An entry
 * tells that a stage was reached and when, never by whom: the timestamps do not say.
 */
export async function deriveLogs(transaction: Transaction, tickets: Sql): Promise<void> {
  await transaction.run(sql`DELETE FROM event WHERE derived AND ticket IN (${tickets})`)
  const entries = stages.map(([column, kind], index) => {
    const before = stages.slice(0, index).map(([earlier]) => sql`(${earlier} IS NOT NULL)::INTEGER`)
    const seq = before.length === 0 ? sql`0` : join(before, ' + ')
    return sql`SELECT t.key AS ticket, ${seq} AS seq, ${column} AS happened_at, ${kind} AS kind FROM bare t
      WHERE ${column} IS NOT NULL`
  })
  await transaction.run(sql`INSERT INTO event (ticket, seq, happened_at, kind, derived)
    WITH bare AS (SELECT * FROM ticket WHERE key IN (${tickets}) AND key NOT IN (SELECT ticket FROM event))
    SELECT ticket, seq, happened_at, CAST(kind AS event_kind), TRUE FROM (${join(entries, ' UNION ALL ')})
    ORDER BY ticket, seq`)
}
