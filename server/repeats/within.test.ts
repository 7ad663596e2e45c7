import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { callerOf } from '../../test/fixtures/caller.ts'
import { type Fixture, type FixtureTicket, storeWith } from '../../test/fixtures/centre.ts'
import { present, twoStreets } from '../../test/fixtures/two-streets.ts'
import { centreOf } from '../centre/index.ts'
import { type Store, sql } from '../store/index.ts'
import { repeatPlaceOf } from './index.ts'

const stores: Store[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

const first = Date.parse('2026-01-01T01:00:00Z')
const reportedOn = (day: number) =>
  new Date(first + day * 86_400_000).toISOString().slice(0, 16).replace('T', ' ')

interface Drawn {
  /** steps of some 18 metres from the border to the east, or to the west below 0 */
  x: number
  y: number
  day: number
  category: string
  status: FixtureTicket['status']
}

const ticket = fc.record({
  // most of them along the border: who repeats what there is the question
  x: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) }, fc.integer({ min: -60, max: 60 })),
  y: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.integer({ min: 0, max: 60 })),
  day: fc.integer({ min: 0, max: 60 }),
  category: fc.constantFrom('rubbish', 'water', 'lift'),
  status: fc.constantFrom<FixtureTicket['status'][]>('closed', 'in_progress', 'in_progress', 'void'),
})

/** A row of tickets from beyond the border into the scope, each near the one before: one change calls for the next. */
const row = fc
  .tuple(fc.integer({ min: 20, max: 40 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 4 }))
  .map(([length, y, step]) =>
    Array.from(
      { length },
      (_, n): Drawn => ({ x: 2 - n, y, day: n + step, category: 'lift', status: 'in_progress' }),
    ),
  )

const fixtureOf = (drawn: readonly Drawn[]): Fixture => ({
  ...twoStreets,
  pack: { ...twoStreets.pack, repeats: { sharedPoint: { tickets: 12, categories: 3 } } },
  tickets: drawn.map(({ x, y, day, category, status }, index) => ({
    id: `T${index}`,
    reported: reportedOn(day),
    category,
    // on the border itself the tickets of both streets lie, as where a file says so
    areas: ['D', x < 0 || (x === 0 && index % 2 === 0) ? 'S1' : 'S2'],
    point: [109.1 + x * 0.0002, 34.5 + y * 0.0002],
    ...(status ? { status } : {}),
  })),
})

async function placesFor(fixture: Fixture, scope: string[] | 'all'): Promise<string[]> {
  const store = await storeWith(fixture)
  stores.push(store)
  const caller = callerOf({ scope })
  const asking = { store, centre: await centreOf(store), caller, present: Date.parse(present) }
  const rows = await store.read(
    sql`SELECT t.id FROM ticket t WHERE ${await repeatPlaceOf(asking)} ORDER BY t.id`,
  )
  const own = new Set(
    fixture.tickets.flatMap(({ id, areas }) => (scope === 'all' || areas?.includes('S1') ? [id] : [])),
  )
  await store.close()
  stores.pop()
  return rows.map((one) => String(one.id)).filter((id) => own.has(id))
}

describe('the repeat places of a scope', () => {
  it('are those that its tickets make without any others', async () => {
    let differing = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(ticket, { minLength: 30, maxLength: 80 }),
        fc.option(row, { nil: [] }),
        async (some, along) => {
          const fixture = fixtureOf([...some, ...along])
          const alone = fixture.tickets.filter(({ areas }) => areas?.includes('S1'))
          const expected = await placesFor({ ...fixture, tickets: alone }, 'all')
          expect(await placesFor(fixture, ['S1'])).toEqual(expected)
          // what all tickets say of them is often something else
          const all = await placesFor(fixture, 'all')
          const own = new Set(alone.map(({ id }) => id))
          if (JSON.stringify(all.filter((id) => own.has(id))) !== JSON.stringify(expected)) differing++
        },
      ),
      { numRuns: 12 },
    )
    expect(differing).toBeGreaterThan(2)
  }, 300_000)
})
