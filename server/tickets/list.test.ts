import type { Filter } from '@grid/data/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askingOf } from '../../test/fixtures/asking.ts'
import { storeWith } from '../../test/fixtures/centre.ts'
import { twoStreets } from '../../test/fixtures/two-streets.ts'
import type { Asking } from '../filter/index.ts'
import type { Store } from '../store/index.ts'
import { likelySince } from './lately.ts'
import { listTickets } from './list.ts'

const hour = 3_600_000
const begins = Date.parse('2025-03-01T00:00:00+08:00')
const local = (hours: number) =>
  new Date(begins + hours * hour + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')

/** Two a day for a year, but for a month without any and a day with a hundred. */
const hours = [
  ...Array.from({ length: 720 }, (_, index) => index * 12).filter((at) => at < 24 * 100 || at >= 24 * 130),
  ...Array.from({ length: 100 }, (_, index) => 24 * 200 + (index % 24)),
]
const tickets = hours.map((at, index) => ({ id: `T${index}`, at }))
const newestFirst = [...tickets].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))

describe('the newest tickets of a period', () => {
  let store: Store
  let asking: Asking

  beforeAll(async () => {
    const reported = tickets.map(({ id, at }) => ({ id, reported: local(at) }))
    store = await storeWith({ ...twoStreets, tickets: reported })
    asking = await askingOf(store)
  })
  afterAll(() => store.close())

  it('are looked for where so many were reported of late, and all over where a filter asks for more', () => {
    // 760 tickets in 360 days: 11 hours 22 minutes each, four times five of them, and a night before
    const each = (360 * 24) / tickets.length
    const since = begins + 360 * 24 * hour - (20 * each + 12) * hour
    expect(likelySince(asking, {}, 5)).toBe(Math.floor(since / 1000) * 1000)
    expect(likelySince(asking, { to: '2025-06-01' }, 5)).toBe(
      Math.floor((Date.parse('2025-06-01T00:00:00+08:00') - (20 * each + 12) * hour) / 1000) * 1000,
    )
    expect(likelySince(asking, { from: '2025-05-25', to: '2025-06-01' }, 5)).toBeUndefined()
    expect(likelySince(asking, {}, 500)).toBeUndefined()
    expect(likelySince(asking, { area: ['D'] }, 5)).toBeUndefined()
    const own = { ...asking, caller: { ...asking.caller, scope: ['S1'] } }
    expect(likelySince(own, {}, 5)).toBeUndefined()
  })

  it('are the same wherever they are looked for first, page after page', async () => {
    const day = fc.integer({ min: 0, max: 359 })
    const date = (days: number) => local(days * 24).slice(0, 10)
    await fc.assert(
      fc.asyncProperty(day, day, fc.integer({ min: 1, max: 60 }), async (from, to, limit) => {
        const filter: Filter = from < to ? { from: date(from), to: date(to) } : { to: date(to + 1) }
        const start = from < to ? from : 0
        const end = from < to ? to : to + 1
        const held = newestFirst.filter(({ at }) => at >= start * 24 && at < end * 24).map(({ id }) => id)
        let after: string | undefined
        for (let pages = 0; pages < 3; pages++) {
          const { tickets, next, total } = await listTickets(asking, filter, { limit, after })
          const shown = tickets.map(({ id }) => id)
          expect({ shown, total, ended: next === null }).toEqual({
            shown: held.slice(pages * limit, (pages + 1) * limit),
            total: held.length,
            ended: (pages + 1) * limit >= held.length,
          })
          if (next === null) return
          after = next
        }
      }),
      // after the month without any they lie further back than is looked first
      { numRuns: 60, examples: [[0, 125, 3]] },
    )
  })
})
