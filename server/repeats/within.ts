import type { Asking } from '../filter/index.ts'
import { type Sql, type Store, sql } from '../store/index.ts'
import { Border } from './border.ts'
import { nthOfEach } from './nth.ts'

const marked = sql`coalesce(t.repeat_place, FALSE)`

/**
 * Whether a repeat place counts with ticket `t`, as whoever asks may know it: of a scope's tickets that is what they make
 * of their places by themselves, as if there were no others.
 */
export async function repeatPlaceOf(asking: Asking): Promise<Sql> {
  const otherwise = await otherwiseWithin(asking)
  if (otherwise.length === 0) return marked
  return sql`(${marked} <> (t.key IN (SELECT unnest(CAST(${otherwise} AS BIGINT[])))))`
}

interface Held {
  version: number
  reading: Promise<readonly number[]>
}

const held = new WeakMap<Store, Map<string, Held>>()

/** Keys of the tickets of a scope that are marked otherwise by all tickets; read once a data version and scope. */
export function otherwiseWithin(asking: Asking): Promise<readonly number[]> {
  const { store, centre, caller } = asking
  if (caller.scope === 'all') return Promise.resolve([])
  const scopes = held.get(store) ?? new Map<string, Held>()
  held.set(store, scopes)
  const key = JSON.stringify([...caller.scope].sort())
  const known = scopes.get(key)
  if (known?.version === centre.version) return known.reading
  const reading = judge(asking)
  scopes.set(key, { version: centre.version, reading })
  // a reading that failed is not kept
  reading.catch(() => scopes.delete(key))
  return reading
}

/**
 * Judges the tickets near the border as if those beyond it were taken away: each of these is a change, and so on as far as
 * that reaches.
 */
async function judge(asking: Asking): Promise<readonly number[]> {
  const border = await Border.of(asking)
  if (!border) return []
  for (;;) {
    const { own, changes } = await border.near()
    const otherwise = [...nthOfEach(own, changes, asking.centre.pack.repeats)].flatMap(
      ({ ticket, counted }) => {
        const judged = own[ticket]!
        return judged.counted === counted ? [] : [judged]
      },
    )
    if (!border.reach(otherwise, changes)) return otherwise.map(({ key }) => key)
  }
}
