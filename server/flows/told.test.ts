import { afterAll, beforeAll, expect, it } from 'vitest'
import { storeWith } from '../../test/fixtures/centre.ts'
import { flows } from '../../test/fixtures/flows.ts'
import type { Asking } from '../filter/index.ts'
import { type Store, sql } from '../store/index.ts'
import { reachOf } from './reach.ts'
import { staysOf } from './stays.ts'
import { type Told, toldOf } from './told.ts'

let store: Store
beforeAll(async () => {
  store = await storeWith(flows)
})
afterAll(() => store.close())

it('holds for whole what nothing comes after, and reads it as at any instant', async () => {
  const [last] = await store.read(sql`SELECT greatest((SELECT max(happened_s) FROM event),
    (SELECT epoch(greatest(max(dispatched_at), max(signed_at), max(handled_at), max(closed_at))) FROM ticket)) AS at`)
  const latest = Number(last?.at) * 1000
  const reach = await reachOf({ store }, sql`TRUE`)
  const at = async (present: number) => {
    const asking = { store, present } as Asking
    const told = await toldOf(asking, {}, { reach, unlogged: true })
    const read = (of: Told) =>
      store.read(sql`WITH ${staysOf(asking, {}, of)} SELECT ticket, nth, again, derived, ended IS TRUE AS ended,
          signed IS TRUE AS signed, left_s, left_by, verified_s, done_s, waiting_seconds, working_seconds, whole_seconds,
          contradictory IS TRUE AS contradictory
        FROM s ORDER BY ticket, nth`)
    return {
      told,
      asKept: await read({ ...told, whole: true }),
      asKnown: await read({ ...told, whole: false }),
    }
  }
  const after = await at(latest)
  expect(after.told.whole).toBe(true)
  expect(after.asKept.length).toBeGreaterThan(15)
  expect(after.asKept).toEqual(after.asKnown)
  const before = await at(latest - 1)
  expect(before.told.whole).toBe(false)
})
