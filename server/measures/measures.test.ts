import { Measure, type MeasureByArea, Status } from '@grid/data/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type Fixture, type FixtureTicket, storeWith } from '../../test/fixtures/centre.ts'
import { twoStreets } from '../../test/fixtures/two-streets.ts'
import { centreOf } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import type { Store } from '../store/index.ts'
import { measureByArea } from './by-area.ts'
import { measures, measureWithId } from './index.ts'
import { series } from './series.ts'
import { summary } from './summary.ts'

const stores: Store[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

async function ask(tickets: readonly FixtureTicket[], fixture: Fixture = twoStreets): Promise<Asking> {
  const store = await storeWith({ ...fixture, tickets })
  stores.push(store)
  return {
    store,
    centre: await centreOf(store),
    caller: { role: 'administrator', scope: 'all', freeText: true },
    present: Date.parse('2026-03-31T12:00:00+08:00'),
  }
}

describe('the closing rates', () => {
  it('are those of a published bulletin: 911 and 737 of 972', async () => {
    const many = (count: number, ticket: Omit<FixtureTicket, 'id' | 'reported'> & { reported?: string }) =>
      Array.from({ length: count }, () => ({ reported: '2026-03-02 09:00', ...ticket }))
    const rows = [
      ...many(737, { closed: '2026-03-04 09:00', due: '2026-03-05 09:00' }),
      ...many(174, { closed: '2026-03-09 09:00', due: '2026-03-05 09:00' }),
      // besides the 911: 31 handled and not yet verified, 30 open and overdue
      ...many(31, { handled: '2026-03-04 09:00', status: 'handled', due: '2026-04-30 09:00' }),
      ...many(30, { reported: '2025-11-02 09:00', status: 'in_progress', due: '2026-03-05 09:00' }),
      // and what counts in neither
      ...many(20, { status: 'suspended', due: '2026-03-05 09:00' }),
      ...many(10, { status: 'in_progress', due: '2026-04-30 09:00' }),
      ...many(5, { status: 'void', closed: '2026-03-04 09:00', due: '2026-03-05 09:00' }),
      ...many(7, { status: 'duplicate', closed: '2026-03-04 09:00', due: '2026-03-05 09:00' }),
      ...many(3, { reported: '2026-02-02 09:00', closed: '2026-02-04 09:00', due: '2026-02-05 09:00' }),
    ]
    const asking = await ask(rows.map((ticket, index) => ({ id: `T${index}`, ...ticket })))
    const answer = await summary(asking, { from: '2026-03-01', to: '2026-04-01' })
    const rate = (id: string) => answer.measures.find((figure) => figure.id === id)
    expect(rate('closing_rate')).toMatchObject({ numerator: 911, denominator: 972 })
    expect(((rate('closing_rate')?.value ?? 0) * 100).toFixed(2)).toBe('93.72')
    expect(rate('on_time_closing_rate')).toMatchObject({ numerator: 737, denominator: 972 })
    expect(((rate('on_time_closing_rate')?.value ?? 0) * 100).toFixed(2)).toBe('75.82')
  })

  it('say nothing over nothing', async () => {
    const answer = await summary(await ask([]), {})
    expect(answer).toMatchObject({ tickets: 0, unlocated: 0, period: null })
    for (const { id, value, denominator } of answer.measures)
      expect([id, value]).toEqual([id, denominator === null ? 0 : null])
  })
})

describe.each(measures.map(({ entry }) => [entry.id, entry] as const))('%s', (id, entry) => {
  it('is a whole entry of the catalogue', () => {
    expect(Measure.parse(entry)).toEqual(entry)
    expect(measureWithId(id)?.entry).toBe(entry)
    expect(entry.denominator === null).toBe(entry.unit === 'tickets')
    expect(measureWithId(id)?.denominator === null).toBe(entry.unit === 'tickets')
  })
})

const hour = fc
  .integer({ min: 0, max: 24 * 120 })
  .map((hours) =>
    new Date(Date.UTC(2025, 11, 1) + hours * 3_600_000).toISOString().slice(0, 16).replace('T', ' '),
  )
const drawn = fc.record(
  {
    reported: hour,
    closed: hour,
    handled: hour,
    due: hour,
    status: fc.constantFrom(...Status.options, 'closed', 'in_progress'),
    source: fc.constantFrom('hotline', 'inspection'),
    solvedTier: fc.constantFrom('grid', 'street'),
    areas: fc.constantFrom<string[][]>(
      ['D'],
      ['D', 'S1'],
      ['D', 'S1', 'C11'],
      ['D', 'S1', 'C12'],
      ['D', 'S2', 'C21'],
    ),
  },
  { requiredKeys: ['reported', 'status'] },
)
const period = fc.constantFrom(
  {},
  { from: '2026-01-01', to: '2026-02-01' },
  { from: '2025-12-15', to: '2026-03-20' },
)

describe('figures of parts', () => {
  const sum = (answer: MeasureByArea) => {
    const parts = [...answer.areas, answer.unlocated]
    const of = (read: (part: (typeof parts)[number]) => number | null) =>
      parts.reduce((total, part) => total + (read(part) ?? 0), 0)
    return [of((part) => part.numerator), of((part) => part.denominator)]
  }
  const parts = ({ numerator, denominator }: { numerator: number; denominator: number | null }) => [
    numerator,
    denominator ?? 0,
  ]

  it('sum to the whole, at every level, for every measure, with what lies in no area', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 40 }), period, async (rows, filter) => {
        const asking = await ask(rows.map((row, index) => ({ id: `T${index}`, ...row })))
        const whole = await summary(asking, filter)
        for (const [index, measure] of measures.entries()) {
          for (const level of ['district', 'street', 'community']) {
            const answer = await measureByArea(asking, measure, level, filter)
            expect(sum(answer)).toEqual(parts(answer.total))
            expect(parts(answer.total)).toEqual(parts(whole.measures[index]!))
          }
          // an area is its children and what lies in it alone
          const inside = await measureByArea(asking, measure, 'community', { ...filter, area: ['S1'] })
          const street = await measureByArea(asking, measure, 'street', filter)
          expect(sum(inside)).toEqual(parts(street.areas.find(({ code }) => code === 'S1')!))
        }
      }),
      { numRuns: 12 },
    )
  })

  it('of reports sum over time to the period', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(drawn, { minLength: 1, maxLength: 60 }),
        fc.constantFrom('day', 'week', 'month'),
        async (rows, bin) => {
          const asking = await ask(rows.map((row, index) => ({ id: `T${index}`, ...row })))
          const filter = { from: '2025-12-10', to: '2026-03-20' }
          const whole = await summary(asking, filter)
          for (const [index, measure] of measures.entries()) {
            const answer = await series(asking, { measure, bin }, filter)
            const figures = answer.series[0]?.figures ?? []
            // the last bin ends with the period, and so does its state
            if (measure.entry.period === 'state')
              expect(figures.at(-1)?.value).toBe(whole.measures[index]?.value)
            if (measure.entry.period === 'reported')
              expect(figures.reduce((total, figure) => total + figure.numerator, 0)).toBe(
                whole.measures[index]?.numerator,
              )
          }
        },
      ),
      { numRuns: 12 },
    )
  })
})
