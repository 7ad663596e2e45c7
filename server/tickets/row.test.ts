import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeWith } from '../../test/fixtures/centre.ts'
import { twoStreets } from '../../test/fixtures/two-streets.ts'
import { join, name, type Row, type Store, sql } from '../store/index.ts'
import { clockColumns, clockOf, instantOf } from './instants.ts'
import { linesToldBy } from './log.ts'
import { isOverdue, overdueAt } from './row.ts'

/** Seconds around one another and around 1970, with and without a fraction. */
const second = fc.oneof(
  fc.integer({ min: 1_772_400_000, max: 1_772_400_003 }),
  fc.integer({ min: -3, max: 3 }),
)
const micros = fc.oneof(fc.constant(0), fc.constantFrom(1, 499, 999, 1000, 500_500, 999_999))
const clock = fc.option(fc.record({ s: second, us: micros }), { nil: { s: null, us: 0 } })
const always = fc.record({ s: second, us: micros })

describe('what a row tells of its clocks', () => {
  let store: Store

  beforeAll(async () => {
    store = await storeWith({ ...twoStreets, tickets: [{ id: 'A', reported: '2026-03-02 09:00' }] })
  })
  afterAll(() => store.close())

  it('is overdue when the engine says so', async () => {
    const status = fc.constantFrom('closed', 'handled', 'suspended', 'void')
    const rows = fc.array(
      fc.record({ due: clock, closed: clock, status, kind: fc.constantFrom('open', 'paused', 'closed') }),
      { minLength: 1, maxLength: 30 },
    )
    const at = fc.tuple(second, fc.constantFrom(0, 1, 500, 999)).map(([s, ms]) => s * 1000 + ms)
    await fc.assert(
      fc.asyncProperty(rows, at, async (cases, at) => {
        const values = cases.map(
          ({ due, closed, status, kind }) =>
            sql`(CAST(${due.s} AS BIGINT), ${due.us}, CAST(${closed.s} AS BIGINT), ${closed.us}, ${status}, ${kind})`,
        )
        const found = await store.read(sql`
          SELECT *, ${overdueAt(at)} AS overdue
          FROM (VALUES ${join(values)}) t(due_s, due_us, closed_s, closed_us, status, status_kind)`)
        expect(found.map((row) => isOverdue(row, at))).toEqual(found.map((row) => row.overdue))
      }),
      { numRuns: 100 },
    )
  })

  it('is the instants and the lines that the database tells of them', async () => {
    const later = ['filed', 'dispatched', 'signed', 'first_contact', 'handled', 'verified', 'closed'] as const
    await fc.assert(
      fc.asyncProperty(always, fc.tuple(...later.map(() => clock)), async (reported, clocks) => {
        const set = later.map((clock, index) => ({ clock, ...clocks[index]! }))
        await store.write((transaction) =>
          transaction.run(sql`
            UPDATE ticket SET reported_s = ${reported.s}, reported_us = ${reported.us},
              ${join(set.map(({ clock, s, us }) => sql`${column(clock, 's')} = ${s}, ${column(clock, 'us')} = ${us}`))}`),
        )
        const [row] = await store.read(sql`
          SELECT ${clockColumns()}, ${join(['reported', ...later].map((each) => column(each, 'at')))} FROM ticket t`)
        for (const each of ['reported', ...later] as const)
          expect(clockOf(row as Row, each)).toBe(row?.[`${each}_at`])
        const lines = await store.read(sql`
          SELECT seq, kind, happened_at AS "at", from_unit, to_unit, from_tier, to_tier, reason, due_at, derived
          FROM line ORDER BY seq`)
        expect(linesToldBy(row as Row)).toEqual(lines)
      }),
      { numRuns: 60 },
    )
  })

  it('is the instants of lines that the database makes of their seconds', async () => {
    const seconds = fc.tuple(second, micros).map(([s, us]) => (s * 1_000_000 + us) / 1_000_000)
    await fc.assert(
      fc.asyncProperty(fc.array(seconds, { minLength: 1, maxLength: 30 }), async (cases) => {
        const rows = await store.read(sql`
          SELECT make_timestamp(CAST(s * 1000000.0 AS BIGINT)) AS "at"
          FROM (VALUES ${join(cases.map((s) => sql`(CAST(${s} AS DOUBLE))`))}) t(s)`)
        expect(cases.map(instantOf)).toEqual(rows.map((row) => row.at))
      }),
      { numRuns: 60 },
    )
  })
})

function column(clock: string, part: 's' | 'us' | 'at') {
  return name(`${clock}_${part}`)
}
