import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeWith } from '../../test/fixtures/centre.ts'
import { flows } from '../../test/fixtures/flows.ts'
import { wasWork } from '../centre/index.ts'
import { all, oneOf, type Sql, type Store, sql } from '../store/index.ts'
import { plainly, type Reach, reachOf, rowsOf, staysWithin, stretchesOf, ticketsAmong } from './reach.ts'

describe('the reach of tickets', () => {
  let store: Store
  let keys: number[]

  beforeAll(async () => {
    store = await storeWith(flows)
    const rows = await store.read(sql`SELECT key FROM ticket ORDER BY key`)
    keys = rows.map(({ key }) => Number(key))
  })
  afterAll(() => store.close())

  const numbersOf = async (column: Sql, from: Sql) =>
    (await store.read(sql`SELECT ${column} AS n FROM ${from} ORDER BY n`)).map(({ n }) => Number(n))

  /** Some of the tickets; where `handled`, by a condition that is neither true nor false of those not handled. */
  const some = () =>
    fc
      .tuple(fc.subarray(keys), fc.boolean())
      .map(([chosen, handled]) =>
        all([oneOf(sql`t.key`, chosen), ...(handled ? [sql`t.handled_at > t.reported_at`] : [])]),
      )

  it('finds the stays of its tickets and no others, whether it looks for them, stretch by stretch, or leaves the others out', async () => {
    await fc.assert(
      fc.asyncProperty(some(), async (where) => {
        const reach = await reachOf({ store }, where)
        const own = await numbersOf(sql`t.key`, sql`ticket t WHERE ${where}`)
        expect(reach.tickets).toBe(own.length)
        const expected = await numbersOf(sql`ticket`, sql`stay WHERE ${oneOf(sql`ticket`, own)}`)
        const found = (of: Reach) => numbersOf(sql`s.ticket`, rowsOf(sql`stay`, of))
        expect(await found(reach)).toEqual(expected)
        const few = { ...reach, tickets: 0 }
        expect(await found(few)).toEqual(expected)
        const parted = rowsOf(sql`stay`, few, stretchesOf(few, Math.max(2, Math.ceil(keys.length / 4))))
        expect(await numbersOf(sql`s.ticket`, parted)).toEqual(expected)
        if (own.length > 0) expect(await found({ ...reach, tickets: keys.length })).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  it('finds the stays of all work of a period by their marks, and looks for those at its ends where some come late', async () => {
    const shapes = new Set<string>()
    const whole = keys.length - 1
    // none is late, one at the beginning, at the end, and in the middle
    const examples = [[], [1], [whole - 1], [whole >> 1]].map((late): [[number, number, number[]]] => [
      [0, whole, late.map((place) => keys[place]!)],
    ])
    const ends = fc.tuple(
      fc.nat(keys.length - 1),
      fc.nat(keys.length - 1),
      fc.subarray(keys, { maxLength: 2 }),
    )
    await fc.assert(
      fc.asyncProperty(ends, async ([a, b, late]) => {
        const period = keys.slice(Math.min(a, b), Math.max(a, b) + 1).filter((key) => !late.includes(key))
        const reported = oneOf(sql`t.key`, period)
        const where = all([reported, wasWork])
        const reach = await plainly({ store }, await reachOf({ store }, where), reported)
        const { first, last, plain } = reach
        shapes.add(
          plain
            ? [plain.first > first && 'before', plain.last < last && 'after'].filter(Boolean).join()
            : 'none',
        )
        const own = await numbersOf(sql`t.key`, sql`ticket t WHERE ${where}`)
        for (const table of [sql`stay`, sql`holding`])
          expect(await numbersOf(sql`s.ticket`, staysWithin(table, reach))).toEqual(
            await numbersOf(sql`ticket`, sql`${table} WHERE ${oneOf(sql`ticket`, own)}`),
          )
      }),
      { numRuns: 80, examples },
    )
    expect([...shapes].sort()).toEqual(expect.arrayContaining(['', 'after', 'before', 'none']))
  })

  it('is parted into stretches that leave no key out and none in two', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 300 }), (first, more, length) => {
        const stretches = stretchesOf({ first, last: first + more }, length)
        const within = stretches.flatMap((one) =>
          Array.from({ length: one.last - one.first + 1 }, (_, place) => one.first + place),
        )
        expect(within).toEqual(Array.from({ length: more + 1 }, (_, place) => first + place))
        if (stretches.length > 1)
          for (const one of stretches) expect(one.last - one.first).toBeLessThan(length)
      }),
    )
  })

  it('counts the tickets of its stays, whether it marks or gathers them', async () => {
    await fc.assert(
      fc.asyncProperty(some(), async (where) => {
        const reach = await reachOf({ store }, where)
        const own = await numbersOf(sql`DISTINCT s.ticket`, rowsOf(sql`stay`, reach))
        for (const groups of [1, Number.MAX_SAFE_INTEGER])
          expect(await numbersOf(ticketsAmong(reach, groups), rowsOf(sql`stay`, reach))).toEqual([own.length])
      }),
      { numRuns: 30 },
    )
  })
})
