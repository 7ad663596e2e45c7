import { Status } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callerOf } from '../../test/fixtures/caller.ts'
import { storeWith } from '../../test/fixtures/centre.ts'
import { ruledStreets } from '../../test/fixtures/two-streets.ts'
import { addDays, centreOf, numberOrNull } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { type Cell, join, sql } from '../store/index.ts'
import { constantTerms, factsIn, type Moment, momentOf } from './facts.ts'
import { knownOf } from './known.ts'
import { measures } from './list.ts'
import { placesIn } from './places.ts'
import { type Reckoning, reckoningOf } from './reckoning.ts'
import { tally } from './tally.ts'

const timeZone = 'Asia/Shanghai'
// no clock agrees with another: tickets are closed before they are reported, handled after they are closed, closed never
const hour = fc
  .integer({ min: 0, max: 24 * 90 })
  .map((hours) =>
    new Date(Date.UTC(2025, 11, 1) + hours * 3_600_000).toISOString().slice(0, 16).replace('T', ' '),
  )
const drawn = fc.record(
  {
    reported: hour,
    closed: hour,
    handled: hour,
    due: hour,
    contacted: hour,
    dispatched: hour,
    status: fc.oneof(
      { weight: 3, arbitrary: fc.constant<Status>('closed') },
      { weight: 1, arbitrary: fc.constantFrom(...Status.options) },
    ),
    source: fc.constantFrom('hotline', 'inspection'),
    solvedTier: fc.constantFrom('grid', 'street'),
    category: fc.constantFrom('rubbish', 'water', 'lift'),
    solved: fc.boolean(),
    satisfied: fc.boolean(),
    areas: fc.constantFrom<string[][]>(['D', 'S1'], ['D', 'S2', 'C21']),
  },
  { requiredKeys: ['reported', 'status'] },
)
const day = fc.integer({ min: -3, max: 95 }).map((days) => addDays('2025-12-01', days))
const period = fc
  .tuple(day, fc.integer({ min: 1, max: 60 }))
  .map(([from, days]) => ({ from, to: addDays(from, days) }))
const asOf = fc.integer({ min: 0, max: 24 * 200 }).map((hours) => Date.UTC(2025, 11, 1) + hours * 3_600_000)
/** Several periods that may overlap, bins one after the other, or all time. */
const periods = fc.oneof(
  { weight: 3, arbitrary: fc.array(period, { minLength: 1, maxLength: 4 }) },
  fc.tuple(day, fc.constantFrom(1, 7, 10), fc.integer({ min: 5, max: 12 })).map(([from, days, bins]) =>
    Array.from({ length: bins }, (_, bin) => ({
      from: addDays(from, bin * days),
      to: addDays(from, (bin + 1) * days),
    })),
  ),
  // so long that what was closed is told by what was reported, one within another that both cut
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 5, max: 75 }),
        fc.integer({ min: 10, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 20 }),
      )
      .map(([from, days, before, after]) => [
        { from: addDays('2025-12-01', from), to: addDays('2025-12-01', from + days) },
        { from: addDays('2025-12-01', from - before), to: addDays('2025-12-01', from + days + after) },
      ]),
  },
  fc.constant([null]),
)

/** Few of them mostly: medians have everything beside them counted period by period. */
const some = fc.oneof(
  { weight: 4, arbitrary: fc.subarray([...measures], { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([...measures]) },
  {
    weight: 2,
    arbitrary: fc.subarray(
      measures.filter(({ entry: { id } }) => ['reported', 'closing_rate', 'hand_offs'].includes(id)),
      { minLength: 2 },
    ),
  },
)

/** The sums of every ticket, each judged at the moment: no ticket is left out but what is not yet reported. */
async function judgedOneByOne(
  asking: Asking,
  moment: Moment,
  reckonings: readonly Reckoning[],
): Promise<Map<Cell, (number | null)[]>> {
  const taken = reckonings.flatMap(({ sums }) => sums.map((sum) => sum.taken(sum.condition)))
  const facts = factsIn(taken, asking.centre, {
    moment: constantTerms(moment),
    ...(await placesIn(asking, taken)),
  })
  const rows = await asking.store.read(sql`
    SELECT f.source AS source, CAST([${join(taken)}] AS DOUBLE[]) AS sums
    FROM (SELECT t.source, ${facts} FROM ticket t WHERE t.reported_at < ${constantTerms(moment).until}) f
    GROUP BY f.source`)
  return new Map(
    rows.map((row) => [row.source ?? null, Array.isArray(row.sums) ? row.sums.map(numberOrNull) : []]),
  )
}

describe('a tally', () => {
  it('is what every ticket tells that is judged by itself', async () => {
    let counted = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(drawn, { minLength: 80, maxLength: 120 }),
        fc.array(fc.tuple(periods, asOf, some), { minLength: 25, maxLength: 30 }),
        async (rows, questions) => {
          const store = await storeWith({
            ...ruledStreets,
            tickets: rows.map((row, index) => ({ id: `T${index}`, ...row })),
          })
          const asking: Asking = {
            store,
            centre: await centreOf(store),
            caller: callerOf({ role: 'administrator', scope: 'all', freeText: true }),
            present: Date.parse('2026-03-31T12:00:00+08:00'),
          }
          const known = await knownOf(asking)
          for (const [asked, present, chosen] of questions) {
            const reckonings = chosen
              .map((measure) => reckoningOf(measure, asking.centre.pack, known))
              .filter(({ sums }) => sums.length > 0)
            if (reckonings.length === 0) continue
            const moments = asked.map((one) => momentOf(one, present, timeZone))
            const tallies = await tally(
              asking,
              { where: sql`TRUE`, moments, by: sql`t.source`, reckonings },
              asking,
            )
            for (const [index, moment] of moments.entries()) {
              const expected = await judgedOneByOne(asking, moment, reckonings)
              const found = new Map(
                tallies.flatMap((row) => (row.moment === index ? [[row.key, row.sums.flat()] as const] : [])),
              )
              for (const key of new Set([...expected.keys(), ...found.keys()])) {
                const none = reckonings.flatMap(({ sums }) => sums.map(({ addsUp }) => (addsUp ? 0 : null)))
                expect(found.get(key) ?? none).toEqual(expected.get(key) ?? none)
                counted += (found.get(key) ?? []).reduce<number>((sum, cell) => sum + (cell ?? 0), 0)
              }
            }
          }
          await store.close()
        },
      ),
      { numRuns: 5, endOnFailure: true },
    )
    expect(counted).toBeGreaterThan(0)
  }, 120_000)
})
