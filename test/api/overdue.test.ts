import { OverdueTickets, Summary } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const march = 'from=2026-03-01&to=2026-04-01'

describe('tickets past their deadline', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    get = appOf(store).get
  })
  afterAll(() => store.close())

  const overdue = async (query: string) => OverdueTickets.parse((await get(`/api/overdue?${query}`)).json)

  it('come with the earliest deadline first, whenever they were reported; suspended ones are not among them', async () => {
    const answer = await overdue(march)
    expect(answer.tickets.map(({ id }) => id)).toEqual(['F6', 'M04', 'M05'])
    expect(answer.tickets.every((ticket) => ticket.overdue)).toBe(true)
    expect(answer).toMatchObject({ total: 3, at: '2026-03-31T04:00:00.000Z' })
  })

  it('are judged at the end of the period: one closed since was overdue then', async () => {
    // by 1 March 2026 F3 (due 18 February, closed 2 March) stood open; F6 was due only on 5 March
    const answer = await overdue('from=2026-02-01&to=2026-03-01')
    expect(answer.tickets.map(({ id }) => id)).toEqual(['F3'])
    expect(answer.at).toBe('2026-02-28T16:00:00.000Z')
  })

  it.each([
    march,
    `${march}&area=S2`,
    `${march}&category=lift`,
    'from=2026-02-01&to=2026-03-01',
    'to=2025-03-21',
    `${march}&asOf=2026-03-10T00:00:00%2B08:00`,
    '',
  ])('are as many as the measure counts (%s)', async (query) => {
    const summary = Summary.parse((await get(`/api/summary?${query}`)).json)
    const measured = summary.measures.find(({ id }) => id === 'overdue')
    expect((await overdue(`${query}&limit=100`)).total).toBe(measured?.value)
  })

  it('are no more than asked for, and a limit that is none is refused by name', async () => {
    const answer = await overdue(`${march}&limit=1`)
    expect(answer.tickets.map(({ id }) => id)).toEqual(['F6'])
    expect(answer.total).toBe(3)
    const refused = await get(`/api/overdue?${march}&limit=0`)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('"limit"')
  })
})
