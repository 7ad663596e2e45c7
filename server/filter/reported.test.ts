import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askingOf } from '../../test/fixtures/asking.ts'
import { callerOf } from '../../test/fixtures/caller.ts'
import { storeWith } from '../../test/fixtures/centre.ts'
import { twoStreets } from '../../test/fixtures/two-streets.ts'
import { day, instant, type Store, sql } from '../store/index.ts'
import { type Asking, reportedIn } from './index.ts'

const two = (value: number) => String(value).padStart(2, '0')
/** Every seventh hour of the first five days of March. */
const tickets = Array.from({ length: 17 }, (_, nth) => ({
  id: `T${nth}`,
  reported: `2026-03-${two(1 + Math.floor((nth * 7) / 24))} ${two((nth * 7) % 24)}:30`,
  areas: ['D'],
}))

let store: Store
let asking: Asking
beforeAll(async () => {
  store = await storeWith({ ...twoStreets, tickets })
  asking = await askingOf(store, callerOf({ role: 'administrator', scope: 'all', freeText: true }))
})
afterAll(() => store.close())

it('finds what was reported in a period and by an instant, whether or not the period is over by then', async () => {
  const found = async (where: ReturnType<typeof reportedIn>) =>
    (await store.read(sql`SELECT t.id FROM ticket t WHERE ${where} ORDER BY t.key`)).map(({ id }) => id)
  const within = fc.integer({ min: 1, max: 7 })
  await fc.assert(
    fc.asyncProperty(within, within, fc.integer({ min: 0, max: 7 * 48 }), async (a, b, halves) => {
      const [from, to] = [`2026-03-0${Math.min(a, b)}`, `2026-03-0${Math.max(a, b) + 1}`]
      const asOf = new Date(Date.parse('2026-02-28T12:00:00Z') + halves * 1_800_000).toISOString()
      expect(await found(reportedIn(asking, { from, to, asOf }))).toEqual(
        await found(sql`t.reported_at <= ${instant(asOf)} AND t.day >= ${day(from)} AND t.day < ${day(to)}`),
      )
    }),
    { numRuns: 100 },
  )
})
