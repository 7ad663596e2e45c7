import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join, openStore, type Sql, type Store, sql } from '../store/index.ts'
import { type Comparison, clockIs, clockWithin, isSince, microsecondsBetween } from './clocks.ts'

const comparisons: readonly Comparison[] = ['<', '<=', '>', '>=']

/** Microseconds since 1970, of 1990 to 2101, and some a little apart, of which many are whole seconds. */
const micros = fc
  .tuple(
    fc.integer({ min: 631_152_000, max: 4_133_980_800 }),
    fc.constantFrom(0, 0, 1, 999, 1000, 500_000, 999_999),
  )
  .map(([second, beyond]) => BigInt(second) * 1_000_000n + BigInt(beyond))
const near = fc.constantFrom(0n, 0n, 1n, -1n, 1000n, -1000n, 1_000_000n, -1_000_000n, 500_000n)
const triple = fc
  .tuple(micros, near, near)
  .map(([at, one, other]) => ({ at: at - (at % 1000n), handled: at + one, closed: at + other }))

const holds = (one: bigint, comparison: Comparison, other: bigint) =>
  ({ '<': one < other, '<=': one <= other, '>': one > other, '>=': one >= other })[comparison]

describe('clocks', () => {
  let store: Store
  beforeAll(async () => {
    store = await openStore({ file: ':memory:' })
  })
  afterAll(() => store.close())

  /** A ticket `t` with these clocks, in microseconds. */
  const ticket = (clocks: Readonly<Record<'handled' | 'closed', bigint | null>>): Sql =>
    sql`(SELECT ${join(
      (['handled', 'closed'] as const).map((clock) => {
        const us =
          clocks[clock] === null ? sql`CAST(NULL AS BIGINT)` : sql`CAST(${String(clocks[clock])} AS BIGINT)`
        return clock === 'handled'
          ? sql`${us} // 1000000 AS handled_s, CAST(coalesce(${us} % 1000000, 0) AS INTEGER) AS handled_us`
          : sql`${us} // 1000000 AS closed_s, CAST(coalesce(${us} % 1000000, 0) AS INTEGER) AS closed_us`
      }),
    )}) t`

  it('stand to an instant, and to each other, as their microseconds do', async () => {
    await fc.assert(
      fc.asyncProperty(triple, async ({ at, handled, closed }) => {
        const ms = Number(at / 1000n)
        const told = comparisons.flatMap((comparison) => [
          clockIs('handled', comparison, ms),
          sql`(${clockWithin('handled', comparison, ms)})`,
        ])
        const [row] =
          await store.read(sql`SELECT [${join(told)}] AS told, ${isSince('handled', 'closed')} AS since,
            ${microsecondsBetween('handled', 'closed')} AS apart FROM ${ticket({ handled, closed })}`)
        expect(row?.told).toEqual(
          comparisons.flatMap((comparison) => [
            holds(handled, comparison, at),
            holds(handled, comparison, at),
          ]),
        )
        expect(row?.since).toBe(handled >= closed)
        expect(row?.apart).toBe(Number(closed - handled))
      }),
      { numRuns: 300 },
    )
  })

  it('of what is rare stand to an instant in the same way, which may lie where no clock does', async () => {
    const far = fc.constantFrom(0n, -1_000n, 500_000n, 1_500_000n, -5_000_000_000n, 9_000_000_000_000_000n)
    const anywhere = fc.oneof(
      triple,
      fc.tuple(micros, far).map(([handled, at]) => ({ at, handled })),
    )
    await fc.assert(
      fc.asyncProperty(anywhere, async ({ at, handled }) => {
        const told = comparisons.flatMap((comparison) => [
          clockIs('problem', comparison, Number(at / 1000n)),
          sql`(${clockWithin('problem', comparison, Number(at / 1000n))})`,
          clockIs('joined', comparison, Number(at / 1000n)),
        ])
        const us = sql`CAST(${String(handled)} AS BIGINT)`
        const [row] = await store.read(sql`SELECT [${join(told)}] AS told FROM (SELECT
          CAST(${us} // 1000000 AS UINTEGER) AS problem_s, CAST(${us} % 1000000 AS INTEGER) AS problem_us,
          CAST(NULL AS UINTEGER) AS joined_s, 0 AS joined_us) t`)
        expect(row?.told).toEqual(
          comparisons.flatMap((comparison) => [
            holds(handled, comparison, at),
            holds(handled, comparison, at),
            null,
          ]),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('that tell nothing stand to nothing', async () => {
    const told = comparisons.flatMap((comparison) => [
      clockIs('handled', comparison, 1_700_000_000_000),
      clockIs('handled', comparison, 1_700_000_000_001),
    ])
    const [row] =
      await store.read(sql`SELECT [${join(told)}] AS told, ${isSince('closed', 'handled')} AS since
      FROM ${ticket({ handled: null, closed: 1_700_000_000_000_000n })}`)
    expect(row?.told).toEqual(told.map(() => null))
    expect(row?.since).toBe(null)
  })
})
