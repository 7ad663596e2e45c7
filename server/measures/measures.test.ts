import { EventKind, Measure, type MeasureByArea, Status } from '@grid/data/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { callerOf } from '../../test/fixtures/caller.ts'
import { type Fixture, type FixtureTicket, storeWith } from '../../test/fixtures/centre.ts'
import { ruledStreets, twoStreets } from '../../test/fixtures/two-streets.ts'
import { centreOf } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import type { Store } from '../store/index.ts'
import { measureByArea } from './by-area.ts'
import { Catalogue, entryOf } from './catalogue.ts'
import { measures } from './index.ts'
import { knownOf } from './known.ts'
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
    caller: callerOf({ role: 'administrator', scope: 'all', freeText: true }),
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
    const answer = await summary(asking, measures, { from: '2026-03-01', to: '2026-04-01' })
    const rate = (id: string) => answer.measures.find((figure) => figure.id === id)
    expect(rate('closing_rate')).toMatchObject({ numerator: 911, denominator: 972 })
    expect(((rate('closing_rate')?.value ?? 0) * 100).toFixed(2)).toBe('93.72')
    expect(rate('on_time_closing_rate')).toMatchObject({ numerator: 737, denominator: 972 })
    expect(((rate('on_time_closing_rate')?.value ?? 0) * 100).toFixed(2)).toBe('75.82')
  })

  it('say nothing over nothing', async () => {
    const answer = await summary(await ask([]), measures, {})
    expect(answer).toMatchObject({ tickets: 0, unlocated: 0, period: null })
    for (const [index, { kind }] of measures.entries()) {
      const { id, value } = answer.measures[index]!
      // the fixture has no rules of first contact, no checklists and no households
      const telling = (kind === 'count' || kind === 'sum') && !measures[index]!.needs.includes('checklists')
      expect([id, value]).toEqual([id, telling ? 0 : null])
    }
  })
})

describe.each(measures.map((measure) => [measure.entry.id, measure] as const))('%s', (_, measure) => {
  it('is a whole entry of the catalogue', async () => {
    const asking = await ask([])
    const entry = entryOf(measure, await knownOf(asking))
    expect(Measure.parse(entry)).toEqual(entry)
    expect(entry.available).toBe(entry.why === null)
    const counts = ['tickets', 'times', 'hours'].includes(entry.unit)
    expect(entry.denominator === null).toBe(counts)
    // what is summed over tickets sums over areas
    expect(entry.additive).toBe(measure.kind === 'count' || measure.kind === 'sum')
    for (const words of [entry.label, entry.formula, entry.numerator]) {
      expect(words.en).not.toBe('')
      expect(words.zh).toMatch(/\p{Script=Han}/u)
    }
  })
})

describe('the catalogue', () => {
  it('has no id twice, and leads with eight figures at most', () => {
    const catalogue = new Catalogue(measures)
    expect(catalogue.ids).toHaveLength(measures.length)
    expect(catalogue.chosen(undefined).length).toBeLessThanOrEqual(8)
    expect(() => new Catalogue([...measures, ...measures])).toThrow(/one id/)
  })
})

const hour = fc
  .integer({ min: 0, max: 24 * 120 })
  .map((hours) =>
    new Date(Date.UTC(2025, 11, 1) + hours * 3_600_000).toISOString().slice(0, 16).replace('T', ' '),
  )
const kindOf = fc.constantFrom(...EventKind.options)
const unitOf = fc.constantFrom('waterworks', 'housing')
const drawn = fc.record(
  {
    reported: hour,
    closed: hour,
    handled: hour,
    due: hour,
    status: fc.constantFrom(...Status.options, 'closed', 'in_progress'),
    source: fc.constantFrom('hotline', 'inspection'),
    solvedTier: fc.constantFrom('grid', 'street'),
    dispatched: hour,
    contacted: hour,
    category: fc.constantFrom('rubbish', 'water', 'lift'),
    solved: fc.boolean(),
    satisfied: fc.boolean(),
    log: fc.array(
      fc.record({
        at: hour,
        kind: kindOf,
        from: unitOf,
        to: unitOf,
        toTier: fc.constantFrom('community', 'street', 'centre', 'department'),
      }),
      { minLength: 1, maxLength: 6 },
    ),
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

/** The fixture with what every measure needs. */
const full: Fixture = {
  ...ruledStreets,
  areas: twoStreets.areas.map((area) => ({
    ...area,
    ...(area.level === 'community' ? { households: 100 } : {}),
  })),
}

describe('figures of parts', () => {
  const parts = ({ numerator, denominator }: { numerator: number; denominator: number | null }) => [
    numerator,
    denominator ?? 0,
  ]
  const sum = (answer: MeasureByArea) => {
    const all = [...answer.areas, answer.unlocated].map(parts)
    return [0, 1].map((index) => all.reduce((total, part) => total + (part[index] ?? 0), 0))
  }
  /** a score adds no tickets up; households live in areas alone, whatever lies in none */
  const summed = measures.filter(({ kind }) => kind !== 'score')
  const households = (kind: string) => (kind === 'per households' ? 1 : 2)

  it('sum to the whole, at every level, for every measure, with what lies in no area', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 10, maxLength: 60 }), period, async (rows, filter) => {
        const asking = await ask(
          rows.map((row, index) => ({ id: `T${index}`, ...row })),
          full,
        )
        const whole = await summary(asking, summed, filter)
        for (const [index, measure] of summed.entries()) {
          const compared = households(measure.kind)
          for (const level of ['district', 'street', 'community']) {
            const answer = await measureByArea(asking, measure, level, filter)
            expect(sum(answer).slice(0, compared)).toEqual(parts(answer.total).slice(0, compared))
            expect(answer.total).toEqual({ ...whole.measures[index], id: undefined })
          }
          // an area is its children and what lies in it alone
          const inside = await measureByArea(asking, measure, 'community', { ...filter, area: ['S1'] })
          const street = await measureByArea(asking, measure, 'street', filter)
          const s1 = street.areas.find(({ code }) => code === 'S1')!
          expect(sum(inside).slice(0, compared)).toEqual(parts(s1).slice(0, compared))
          expect(inside.total.value).toEqual(s1.value)
        }
      }),
      { numRuns: 4 },
    )
  }, 60_000)

  it('of reports sum over time to the period', async () => {
    const timed = summed.filter(({ entry }) => entry.period !== 'closed')
    await fc.assert(
      fc.asyncProperty(
        fc.array(drawn, { minLength: 10, maxLength: 60 }),
        fc.constantFrom('day', 'week', 'month'),
        async (rows, bin) => {
          const asking = await ask(
            rows.map((row, index) => ({ id: `T${index}`, ...row })),
            full,
          )
          const filter = { from: '2025-12-10', to: '2026-03-20' }
          const whole = await summary(asking, timed, filter)
          for (const [index, measure] of timed.entries()) {
            const answer = await series(asking, { measure, bin }, filter)
            const figures = answer.series[0]?.figures ?? []
            // the last bin ends with the period, and so does its state
            if (measure.entry.period === 'state')
              expect(figures.at(-1)?.value).toBe(whole.measures[index]?.value)
            // what is known of a ticket at the end of its bin may be less than at the end of the period
            else if (['reported', 'hotline_count', 'proactive_share'].includes(measure.entry.id))
              expect(figures.reduce((total, figure) => total + figure.numerator, 0)).toBe(
                whole.measures[index]?.numerator,
              )
          }
        },
      ),
      { numRuns: 6 },
    )
  }, 60_000)

  it('sum to the whole in every bin of a course by area', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(drawn, { minLength: 10, maxLength: 60 }),
        fc.constantFrom('week' as const, 'month' as const),
        fc.constantFrom('street', 'community'),
        async (rows, bin, level) => {
          const asking = await ask(
            rows.map((row, index) => ({ id: `T${index}`, ...row })),
            full,
          )
          const filter = { from: '2025-12-10', to: '2026-03-20' }
          for (const measure of summed) {
            const compared = households(measure.kind)
            const whole = await series(asking, { measure, bin }, filter)
            const apart = await series(asking, { measure, bin, by: 'area', level }, filter)
            expect(apart.bins).toEqual(whole.bins)
            for (const at of whole.bins.keys()) {
              const all = apart.series.map(({ figures }) => parts(figures[at]!))
              expect(
                [0, 1]
                  .map((index) => all.reduce((total, part) => total + (part[index] ?? 0), 0))
                  .slice(0, compared),
              ).toEqual(parts(whole.series[0]!.figures[at]!).slice(0, compared))
            }
          }
        },
      ),
      { numRuns: 3 },
    )
  }, 60_000)
})
