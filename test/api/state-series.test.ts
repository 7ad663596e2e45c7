import { Series, Summary } from '@grid/data/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { type FixtureTicket, storeWith } from '../fixtures/centre.ts'
import { oneMonth } from '../fixtures/one-month.ts'

const states = ['open', 'overdue', 'due_soon', 'returned_twice', 'problem_ticket'] as const
const firstDay = Date.parse('2025-10-20T00:00:00Z')
const hourMs = 3_600_000
const local = (hours: number) =>
  new Date(firstDay + hours * hourMs).toISOString().slice(0, 16).replace('T', ' ')

/** Tickets over a zone's two clock changes: some closed within the day, some late, some before they were reported, some never. */
const tickets: FixtureTicket[] = Array.from({ length: 240 }, (_, n) => {
  const mixed = Math.imul(n + 7, 0x9e3779b1) >>> 0
  const reported = (mixed >>> 4) % (24 * 170)
  const lasting = [3, 20, 60, 24 * 9, 24 * 40, -30][mixed % 6] ?? 3
  const fate = (['closed', 'closed', 'closed', 'in_progress', 'suspended', 'void', 'handled'] as const)[
    (mixed >>> 7) % 7
  ]
  const status = fate ?? 'closed'
  return {
    id: `R${n}`,
    reported: local(reported),
    status,
    ...(status === 'closed' && mixed % 11 !== 0 ? { closed: local(reported + lasting) } : {}),
    ...(mixed % 5 === 0 ? {} : { due: local(reported + ((mixed >>> 9) % 200) - 10) }),
    source: mixed % 3 === 0 ? 'inspection' : 'hotline',
    category: 'rubbish',
    areas: ['D', mixed % 2 === 0 ? 'S1' : 'S2'],
    ...(mixed % 4 === 0 ? { returns: 2 } : {}),
    ...(mixed % 9 === 0 ? { reworks: 3 } : {}),
  }
})

/** Tickets that say they were closed the day before they were reported, about the presents that are asked for. */
const contrary: FixtureTicket[] = ['2025-12-10', '2026-03-29'].flatMap((day) =>
  [-20, -9, -3, 4, 11].map((hours) => {
    const reported = (Date.parse(`${day}T08:00:00Z`) - firstDay) / hourMs + hours
    return {
      id: `C${day}${hours}`,
      reported: local(reported),
      closed: local(reported - 26),
      status: 'closed' as const,
      source: 'hotline',
      category: 'rubbish',
      areas: ['D', 'S1'],
    }
  }),
)

describe.each(['Asia/Shanghai', 'Europe/London', 'America/New_York'])(
  'states over time in %s',
  (timeZone) => {
    let store: Store
    let get: ReturnType<typeof appOf>['get']

    beforeAll(async () => {
      store = await storeWith({
        ...oneMonth,
        pack: { ...oneMonth.pack, timeZone },
        tickets: [...tickets, ...contrary],
      })
      ;({ get } = appOf(store, { now: '2026-04-20T00:00:00Z' }))
    })
    afterAll(() => store.close())

    it('are at each bin what the summary says of its end, whatever the filter and the present', async () => {
      const asked = fc.record({
        measure: fc.constantFrom(...states),
        bin: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        from: fc.nat(150),
        days: fc.integer({ min: 1, max: 120 }),
        filter: fc.constantFrom('', '&source=hotline', '&area=S2'),
        // with a whole hour something happens at the very instant
        asOf: fc.constantFrom(
          '',
          '&asOf=2025-12-10T09:30:00Z',
          '&asOf=2025-12-10T09:00:00Z',
          '&asOf=2026-03-29T01:00:00Z',
        ),
        by: fc.constantFrom('', '&by=source'),
        place: fc.nat(200),
      })
      let counted = 0
      await fc.assert(
        fc.asyncProperty(asked, async ({ measure, bin, from, days, filter, asOf, by, place }) => {
          const period = { from: local(from * 24).slice(0, 10), to: local((from + days) * 24).slice(0, 10) }
          const query = `${filter}${asOf}`
          const { json } = await get(
            `/api/series?measure=${measure}&bin=${bin}&from=${period.from}&to=${period.to}${by}${query}`,
          )
          const { bins, series } = Series.parse(json)
          const at = place % bins.length
          const start = [bins[at] ?? '', period.from].sort().at(-1)
          const next = bins[at + 1] ?? period.to
          const answer = await get(`/api/summary?measure=${measure}&from=${start}&to=${next}${query}`)
          const [figure] = Summary.parse(answer.json).measures
          const counts = series.map(({ figures }) => figures[at]?.numerator ?? 0)
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(figure?.numerator)
          counted += figure?.numerator ?? 0
        }),
        { numRuns: 60 },
      )
      // a property of nothing would hold too
      expect(counted).toBeGreaterThan(50)
    })

    it('are so on the days about the present, where a ticket is closed before its report', async () => {
      for (const asOf of ['2025-12-10T09:00:00Z', '2026-03-29T01:00:00Z']) {
        const days = Array.from({ length: 6 }, (_, n) =>
          new Date(Date.parse(asOf) + (n - 4) * 24 * hourMs).toISOString().slice(0, 10),
        )
        const { json } = await get(
          `/api/series?measure=open&bin=day&from=${days[0]}&to=${days.at(-1)}&asOf=${asOf}`,
        )
        const [found] = Series.parse(json).series
        for (const [at, from] of days.slice(0, -1).entries()) {
          const answer = await get(`/api/summary?measure=open&from=${from}&to=${days[at + 1]}&asOf=${asOf}`)
          expect(found?.figures[at]?.numerator).toBe(Summary.parse(answer.json).measures[0]?.numerator)
        }
      }
    })
  },
)
