import { CentrePack } from '@grid/data/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type Fixture, type FixtureTicket, storeWith } from '../../test/fixtures/centre.ts'
import { twoStreets } from '../../test/fixtures/two-streets.ts'
import { day, type Store, sql } from '../store/index.ts'
import { judgeCategories } from './categories.ts'
import { foretellRepeats } from './foretold.ts'
import { nthOfEach } from './nth.ts'
import { traceRepeats } from './trace.ts'

const pack = CentrePack.parse({
  ...twoStreets.pack,
  repeats: { sharedPoint: { tickets: 12, categories: 3 } },
})
const rule = pack.repeats
const stores: Store[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

const ticket = fc.record({
  // some two kilometres, with a busy corner
  x: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 60 })),
  days: fc.integer({ min: 0, max: 99 }),
  category: fc.constantFrom('rubbish', 'water', 'lift'),
  status: fc.constantFrom<FixtureTicket['status'][]>('closed', 'in_progress', 'in_progress', 'void'),
})
type Drawn = typeof ticket extends fc.Arbitrary<infer T> ? T : never

const first = Date.parse('2026-01-01T04:00:00Z')
const at = (days: number) => new Date(first + days * 86_400_000).toISOString()
const lonOf = (x: number) => 109 + x * 0.0004
const fixtureOf = (drawn: readonly Drawn[]): Fixture => ({
  ...twoStreets,
  pack: { ...twoStreets.pack, repeats: { sharedPoint: { tickets: 12, categories: 3 } } },
  tickets: drawn.map(({ x, days, category, status }, index) => ({
    id: `T${index}`,
    reported: at(days).slice(0, 16).replace('T', ' '),
    category,
    point: [lonOf(x), 34.5],
    ...(status ? { status } : {}),
  })),
})
const told = async (store: Store) =>
  await store.read(
    sql`SELECT id, shared_point, repeat_nth, coalesce(repeat_place, FALSE) AS repeat_place FROM ticket ORDER BY id`,
  )

/** The same of tickets that are yet to be written, all of them at once. */
const foretold = (store: Store) =>
  store.writeAlone(async (transaction) => {
    await transaction.run(sql`CREATE TEMP TABLE coming AS
      SELECT key AS row, id, category, lon, lat, day, reported_at, status FROM ticket`)
    const coming = { tickets: sql`SELECT * FROM coming`, into: sql`coming` }
    await foretellRepeats(transaction, rule, coming)
    const said =
      await transaction.run(sql`SELECT id, coalesce(shared_point, FALSE) AS shared_point, repeat_nth,
        coalesce(repeat_place, FALSE) AS repeat_place FROM coming ORDER BY id`)
    await transaction.run(sql`DROP TABLE coming`)
    return said
  })

/** What a look at whole categories from the middle on finds to say that is not said yet. */
const judgedAgain = (store: Store) =>
  store.writeAlone(async (transaction) => {
    const middle = Math.floor(first / 86_400_000) + 50
    const found = judgeCategories(transaction, rule, {
      rows: sql`ticket t`,
      repeats: sql`t.status <> 'void' AND NOT t.shared_point`,
      key: sql`t.key`,
      known: { nth: sql`t.repeat_nth`, counted: sql`t.repeat_place` },
      since: new Map([1, 2, 3].map((category) => [category, middle])),
    })
    const marks = []
    for await (const { keys } of found) marks.push(...keys)
    return marks
  })

async function open(drawn: readonly Drawn[]): Promise<Store> {
  const store = await storeWith(fixtureOf(drawn))
  stores.push(store)
  return store
}

describe('what a ticket makes of its place', () => {
  it('is the same of so many that threads judge them', async () => {
    const store = await open([])
    const tickets = sql`(SELECT i AS key, i % 2 + 1 AS category, 109 + (hash(i) % 400) * 0.0003 AS lon,
      34.5 + (hash(i + 1) % 40) * 0.0003 AS lat, CAST('2026-01-01' AS DATE) + CAST(i // 1000 AS INTEGER) AS day, i AS reported_at,
      CAST(i AS VARCHAR) AS id FROM range(250000) r(i)) t`
    const rows = await store.read(
      sql`SELECT key, category, lon, lat, epoch(day) / 86400 AS day FROM ${tickets} ORDER BY key`,
    )
    const reported = rows.map(({ category, lon, lat, day, key }) => ({
      ...{
        category: Number(category),
        lon: Number(lon),
        lat: Number(lat),
        day: Number(day),
        at: Number(key),
      },
      counted: false,
    }))
    const expected = new Map<number, string>()
    for (const { ticket, nth, counted } of nthOfEach(reported, { since: 0 }, rule))
      if (nth > 1 || counted) expected.set(ticket, `${nth} ${counted}`)
    const found = await store.writeAlone(async (transaction) => {
      const told = new Map<number, string>()
      const judged = { rows: tickets, repeats: sql`TRUE`, key: sql`t.key` }
      for await (const { keys, nth, counted } of judgeCategories(transaction, rule, judged))
        for (const [at, key] of keys.entries()) told.set(key, `${nth[at] || 1} ${counted[at] === 1}`)
      return told
    })
    expect(found.size).toBeGreaterThan(10_000)
    expect(found).toEqual(expected)
  })

  it('is the same whether everything is judged or what a change has touched', async () => {
    let [repeated, shared] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        fc.array(ticket, { minLength: 60, maxLength: 90 }),
        fc.array(fc.record({ which: fc.nat(), becomes: ticket }), { minLength: 1, maxLength: 4 }),
        async (before, changes) => {
          const after = before.map((one, index) => {
            const change = changes.findLast(({ which }) => which % before.length === index)
            return change ? change.becomes : one
          })
          const store = await open(before)
          const changed = [...new Set(changes.map(({ which }) => which % before.length))]
          await store.writeAlone(async (transaction) => {
            await transaction.run(sql`CREATE OR REPLACE TEMP TABLE was AS
              SELECT key AS ticket, category, lon, lat, day, reported_at,
                status NOT IN ('void', 'duplicate', 'rejected') AS valid
              FROM ticket WHERE key IN (SELECT unnest(CAST(${changed.map((index) => index + 1)} AS BIGINT[])))`)
            for (const index of changed) {
              const { x, days, category, status } = after[index]!
              await transaction.run(sql`UPDATE ticket SET lon = ${lonOf(x)}, status = CAST(${status ?? 'in_progress'} AS status),
                category = (SELECT key FROM category WHERE id = ${category}), reported_s = ${Date.parse(at(days)) / 1000},
                day = ${day(at(days).slice(0, 10))} WHERE key = ${index + 1}`)
            }
            await traceRepeats(transaction, rule, {
              tickets: sql`SELECT ticket FROM was`,
              before: sql`SELECT * FROM was`,
            })
          })
          const touched = await told(store)
          await store.writeAlone(async (transaction) => {
            await transaction.run(
              sql`UPDATE ticket SET shared_point = NULL, repeat_nth = NULL, repeat_place = NULL`,
            )
            await traceRepeats(transaction, rule, 'all')
          })
          const fresh = await told(store)
          repeated += fresh.filter((row) => row.repeat_place === true).length
          shared += fresh.filter((row) => row.shared_point === true).length
          expect(touched).toEqual(fresh)
          expect(await foretold(store)).toEqual(fresh)
          expect(await judgedAgain(store)).toEqual([])
        },
      ),
      { numRuns: 12 },
    )
    expect(repeated).toBeGreaterThan(10)
    expect(shared).toBeGreaterThan(10)
  }, 60_000)

  it('is nothing at a point that tickets of many categories share', async () => {
    const here = (category: Drawn['category'], days: number): Drawn => ({
      x: 0,
      days,
      category,
      status: 'closed',
    })
    const rubbish = Array.from({ length: 10 }, (_, days) => here('rubbish', days))
    const alone = await told(await open(rubbish))
    expect(alone.map(({ repeat_nth }) => repeat_nth)).toEqual([null, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const many = await told(await open([...rubbish, here('water', 40), here('lift', 50)]))
    expect(
      many.every((row) => row.shared_point === true && row.repeat_nth === null && row.repeat_place === false),
    ).toBe(true)
  })

  it('does not count what was never work to do, and has no place without a point', async () => {
    const store = await storeWith({
      ...twoStreets,
      tickets: [
        { id: 'A', reported: '2026-03-01 09:00', category: 'lift', point: [109, 34.5] },
        { id: 'B', reported: '2026-03-02 09:00', category: 'lift', point: [109, 34.5], status: 'duplicate' },
        { id: 'C', reported: '2026-03-03 09:00', category: 'lift' },
        { id: 'D', reported: '2026-03-04 09:00', category: 'lift', point: [109, 34.5] },
        { id: 'E', reported: '2026-03-05 09:00', category: 'lift', point: [109, 34.5] },
      ],
    })
    stores.push(store)
    expect((await told(store)).map(({ repeat_nth, repeat_place }) => [repeat_nth, repeat_place])).toEqual([
      [null, false],
      [null, false],
      [null, false],
      [2, false],
      [3, true],
    ])
  })
})
