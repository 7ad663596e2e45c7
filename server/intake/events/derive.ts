import { empty, join, type Sql, sql, type Transaction } from '../../store/index.ts'

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

const entries = join(
  stages.map(([column, kind], index) => {
    const earlier = stages.slice(0, index).map(([before]) => sql`(${before} IS NOT NULL)::INTEGER`)
    const seq = earlier.length === 0 ? sql`0` : join(earlier, ' + ')
    return sql`struct_pack(seq := ${seq}, happened_at := ${column}, kind := ${kind})`
  }),
)

/**
 * Writes the derived logs of tickets that have no log of their own: of all, or of those in a query of keys named
 * `ticket`. An entry tells that a stage was reached and when, never by whom: the timestamps do not say.
 * Fresh tickets have no log at all yet.
 */
export async function deriveLogs(
  transaction: Transaction,
  tickets: Sql | 'all',
  fresh = false,
): Promise<void> {
  const among = tickets === 'all' ? sql`TRUE` : sql`ticket IN (${tickets})`
  if (!fresh) await transaction.run(sql`DELETE FROM event WHERE derived AND ${among}`)
  const unlogged = fresh
    ? empty
    : sql`ANTI JOIN (SELECT DISTINCT ticket FROM event WHERE ${among}) logged ON logged.ticket = t.ticket`
  // one pass over the tickets in the order of their keys: sorting the entries would need room for all of them
  await transaction.run(sql`INSERT INTO event (ticket, seq, happened_at, kind, derived)
    SELECT ticket, entry.seq, entry.happened_at, CAST(entry.kind AS event_kind), TRUE FROM (
      SELECT t.key AS ticket, unnest([${entries}]) AS entry
      FROM (SELECT *, key AS ticket FROM ticket) t ${unlogged}
      WHERE ${among})
    WHERE entry.happened_at IS NOT NULL`)
}
