import type { Caller } from '../access/index.ts'
import { type CentreRecord, type Extent, number, textOrNull } from '../centre/index.ts'
import { type Store, sql } from '../store/index.ts'
import { scopeOf } from './predicate.ts'

const records = new WeakMap<CentreRecord, Map<string, Promise<CentreRecord>>>()

/**
 * The centre as a caller knows it: how many tickets there are and what days they reach over is told of those the caller
 * may see. Outlines, names and the present are everybody's. One record a scope and data version, read once.
 */
export function centreWithin(
  store: Store,
  centre: CentreRecord,
  { scope }: Pick<Caller, 'scope'>,
): Promise<CentreRecord> {
  if (scope === 'all') return Promise.resolve(centre)
  const held = records.get(centre) ?? new Map<string, Promise<CentreRecord>>()
  records.set(centre, held)
  const key = JSON.stringify([...scope].sort())
  const known = held.get(key)
  if (known) return known
  const reading = extentWithin(store, centre, scope).then((extent) => ({ ...centre, extent }))
  held.set(key, reading)
  // a reading that failed is not kept
  reading.catch(() => held.delete(key))
  return reading
}

async function extentWithin(store: Store, centre: CentreRecord, scope: readonly string[]): Promise<Extent> {
  const [row] =
    await store.read(sql`SELECT count(*) AS tickets, min(t.day) AS from_day, max(t.day) + 1 AS to_day
    FROM ticket t WHERE ${scopeOf(centre, scope)}`)
  return {
    ...centre.extent,
    tickets: number(row?.tickets),
    from: textOrNull(row?.from_day),
    to: textOrNull(row?.to_day),
  }
}
