import { LiveChange } from '@grid/data/contract'
import type { Caller } from '../access/index.ts'
import { centreOf, number, presentOf, text } from '../centre/index.ts'
import type { Clock } from '../clock.ts'
import { predicateOf } from '../filter/index.ts'
import { type Store, sql } from '../store/index.ts'
import { areasOfRow, rowColumns, rowOf } from '../tickets/index.ts'

/** Changes kept for listeners that come back; who missed more begins anew. */
export const kept = 100_000

/** A change with its number; numbers rise with every change and are never used again. */
export interface Numbered {
  id: number
  change: LiveChange
}

const Kind = LiveChange.shape.kind

/** The changes after number `after` that this caller may see, in order, up to number `until`. */
export async function changesAfter(
  { store, clock }: { store: Store; clock: Clock },
  caller: Caller,
  { after, until, limit }: { after: number; until: number; limit: number },
): Promise<Numbered[]> {
  const centre = await centreOf(store)
  const present = presentOf(centre, clock.now())
  const asking = { store, centre, caller, present }
  const rows = await store.read(sql`
    SELECT c.id AS change, c.kind, c.happened_at, ${rowColumns(asking)}
    FROM change c JOIN ticket t ON t.key = c.ticket
    WHERE c.id > ${after} AND c.id <= ${until} AND ${predicateOf(asking, {})}
    ORDER BY c.id LIMIT ${limit}`)
  return rows.map((row) => ({
    id: number(row.change),
    change: {
      kind: Kind.parse(row.kind),
      at: text(row.happened_at),
      ticket: { ...rowOf(asking, row, present), areas: areasOfRow(centre, row) },
    },
  }))
}

/** Numbers of the first and the last change kept; both 0 where there are none. */
export async function changesKept(store: Store): Promise<{ first: number; last: number }> {
  const [row] = await store.read(
    sql`SELECT coalesce(min(id), 0) AS first, coalesce(max(id), 0) AS last FROM change`,
  )
  return { first: number(row?.first), last: number(row?.last) }
}

/** Forgets the changes that nobody can resume from any more. */
export async function forgetChanges(store: Store, last: number): Promise<void> {
  await store.write((transaction) => transaction.run(sql`DELETE FROM change WHERE id <= ${last - kept}`))
}
