import { Problem, RepeatPlaces } from '@grid/data/contract'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Access } from '../../server/access/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { type FixtureTicket, storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const stores: Store[] = []
const close = () => Promise.all(stores.splice(0).map((store) => store.close()))
afterEach(close)
afterAll(close)

async function ask(tickets: readonly FixtureTicket[], access?: Access) {
  const store = await storeWith({ ...twoStreets, tickets })
  stores.push(store)
  const { get } = appOf(store, access ? { access } : {})
  return async (query = '') => {
    const answer = await get(`/api/repeats${query}`)
    return { status: answer.status, json: answer.json }
  }
}

/** A lift in C11, three times in March: two closed as solved, one by a callback not. */
const lift: FixtureTicket[] = [
  { id: 'L1', reported: '2026-03-01 09:00', closed: '2026-03-02 09:00', status: 'closed' },
  { id: 'L2', reported: '2026-03-10 09:00', closed: '2026-03-11 09:00', status: 'closed', solved: false },
  { id: 'L3', reported: '2026-03-20 09:00', closed: '2026-03-21 09:00', status: 'closed' },
].map(
  (ticket) =>
    ({ ...ticket, category: 'lift', areas: ['D', 'S1', 'C11'], point: [109.02, 34.42] }) as FixtureTicket,
)

describe('GET /api/repeats', () => {
  it('names a place, its tickets and what became of them', async () => {
    const { status, json } = await (await ask(lift))('?from=2026-03-01&to=2026-04-01')
    expect(status).toBe(200)
    const { places, total, tickets, leftOut, rule } = RepeatPlaces.parse(json)
    expect({ total, tickets, leftOut, rule }).toEqual({
      total: 1,
      tickets: 3,
      leftOut: 0,
      rule: { tickets: 3, metres: 50, days: 30, by: 'category' },
    })
    expect(places[0]).toMatchObject({
      id: 'lift:L1',
      category: 'lift',
      centre: [109.02, 34.42],
      radius: 0,
      count: 3,
      first: '2026-03-01',
      last: '2026-03-20',
      // the present is 31 March
      daysSinceLast: 11,
      active: true,
      // L1; of L2 somebody said that it was not solved, after L3 nothing came
      cameBack: 1,
      areas: ['C11'],
      sharedPoint: null,
    })
    expect(places[0]?.tickets.map(({ id, closedAsSolved }) => [id, closedAsSolved])).toEqual([
      ['L1', true],
      ['L2', false],
      ['L3', true],
    ])
  })

  it('does not know at an earlier instant what was closed later', async () => {
    const { json } = await (await ask(lift))('?asOf=2026-03-20T12:00:00%2B08:00')
    const [place] = RepeatPlaces.parse(json).places
    expect(place?.tickets.at(-1)).toMatchObject({ id: 'L3', closed_at: null, closedAsSolved: false })
  })

  it('takes its own rule, and upper categories together', async () => {
    const utilities: FixtureTicket[] = ['water', 'heating', 'water'].map((category, index) => ({
      id: `U${index}`,
      reported: `2026-03-0${index + 1} 09:00`,
      category,
      point: [109.02, 34.42],
    }))
    const asked = await ask(utilities)
    const total = async (query: string) => RepeatPlaces.parse((await asked(query)).json).total
    expect(await total('')).toBe(0)
    expect(await total('?by=parent')).toBe(1)
    expect(await total('?tickets=2')).toBe(1)
    expect(await total('?tickets=2&days=2')).toBe(0)
    const { places } = RepeatPlaces.parse((await asked('?by=parent')).json)
    expect(places[0]?.category).toBe('utilities')
  })

  it('marks a point that many categories share', async () => {
    const ids = ['rubbish', 'water', 'heating', 'lift', 'other']
    const heap = Array.from(
      { length: 10 },
      (_, index): FixtureTicket => ({
        id: `H${index}`,
        reported: `2026-03-${String(index + 1).padStart(2, '0')} 09:00`,
        category: ids[Math.min(index, 4)]!,
        point: [109.02, 34.42],
      }),
    )
    const [place] = RepeatPlaces.parse((await (await ask(heap))()).json).places
    expect(place).toMatchObject({ category: 'other', count: 6, sharedPoint: { tickets: 10, categories: 5 } })
  })

  it('is empty where there is nothing, and says what has no point', async () => {
    expect(RepeatPlaces.parse((await (await ask([]))()).json)).toMatchObject({
      total: 0,
      tickets: 0,
      places: [],
    })
    const nowhere = lift.map(({ point: _, ...ticket }) => ticket)
    expect(RepeatPlaces.parse((await (await ask(nowhere))()).json)).toMatchObject({ tickets: 0, leftOut: 3 })
  })

  it('shows a caller the places of the own areas alone', async () => {
    const access: Access = () => callerOf({ role: 'coordinator', scope: ['S2'], freeText: true })
    expect(RepeatPlaces.parse((await (await ask(lift, access))()).json)).toMatchObject({
      total: 0,
      tickets: 0,
    })
  })

  it.each([
    'tickets=1',
    'tickets=x',
    'metres=0',
    'days=0.5',
    'by=unit',
    'limit=0',
    'area=gone',
    'nonsense=1',
  ])('refuses %s by name', async (query) => {
    const { status, json } = await (await ask([]))(`?${query}`)
    expect(status).toBe(400)
    expect(Problem.parse(json).errors?.[0]?.parameter).toBe(query.split('=')[0])
  })
})
