import { afterEach, describe, expect, it } from 'vitest'
import { completeTickets } from '../../server/intake/index.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const lift = (id: string, day: string, lon = 109.02) => ({
  id,
  reported: `2026-03-${day} 09:00`,
  category: 'lift',
  point: [lon, 34.42] as [number, number],
})

let store: Store
afterEach(() => store.close())

const told = async () =>
  (
    await store.read(
      sql`SELECT id, shared_point, repeat_nth, coalesce(repeat_place, FALSE) AS repeat_place FROM ticket ORDER BY id`,
    )
  ).map(({ id, shared_point, repeat_nth, repeat_place }) => [id, shared_point, repeat_nth, repeat_place])

describe('what tickets make of their places', () => {
  it('is completed in a database that an earlier release wrote, once', async () => {
    store = await storeWith({
      ...twoStreets,
      tickets: [lift('A', '01'), lift('B', '05'), lift('C', '09'), lift('D', '09', 109.08)],
    })
    // the first of its place says nothing, the third completes it, the one kilometres away is alone
    const expected = [
      ['A', false, null, false],
      ['B', false, 2, false],
      ['C', false, 3, true],
      ['D', false, null, false],
    ]
    expect(await told()).toEqual(expected)
    // as the migration leaves them
    await store.writeAlone((transaction) =>
      transaction.run(sql`UPDATE ticket SET shared_point = NULL, repeat_nth = NULL, repeat_place = NULL`),
    )
    const steps: [string, number][] = []
    await completeTickets(store, ({ step, rows }) => steps.push([step, rows]))
    expect(await told()).toEqual(expected)
    expect(steps).toContainEqual(['looking for repeats', 4])
    const { version } = store
    await completeTickets(store)
    expect(store.version).toBe(version)
  })
})
