import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clocksOf } from './clocks.ts'
import { at, gaoling, local, packOf, shanghai } from './examples.ts'
import { compileDeadlines, deadlineOf } from './index.ts'

describe('the deadline of a ticket without its log', () => {
  const of = deadlineOf(gaoling, shanghai)
  const street = { category: 'roads_pothole', tier: 'street', reportedAt: at('2025-09-30T15:00') }
  const written = (ticket: Parameters<typeof of>[0]) => {
    const deadline = of(ticket)
    return deadline && [local(deadline.dueSoonAt), local(deadline.dueAt)]
  }

  it('counts from its dispatch', () => {
    // 5 wd: 9, 10, 11, 13, 14 October; 32 of 40 h: 1, then 8 on 9, 10, 11, and 7 on the 13th
    const ticket = { ...street, dispatchedAt: at('2025-09-30T16:00') }
    expect(written(ticket)).toEqual(['2025-10-13T16:00', '2025-10-14T16:00'])
  })

  it('counts from its report while it has not been dispatched', () => {
    expect(written(street)).toEqual(['2025-10-13T15:00', '2025-10-14T15:00'])
    expect(written({ ...street, dispatchedAt: null })).toEqual(['2025-10-13T15:00', '2025-10-14T15:00'])
  })

  it('is the one it carries, due soon by the clock of its rule', () => {
    // from 9:00 on Thursday the 9th to 17:00 on Friday the 10th: 1 + 16 h, of which 13.6: 1, 8, 4.6
    const ticket = { ...street, dispatchedAt: at('2025-09-30T16:00'), dueAt: at('2025-10-10T17:00') }
    expect(written(ticket)).toEqual(['2025-10-10T13:36', '2025-10-10T17:00'])
  })

  it('is the one it carries where no rule fits, due soon by the plain clock', () => {
    const ticket = { reportedAt: at('2025-10-01T00:00'), dueAt: at('2025-10-11T00:00') }
    expect(written(ticket)).toEqual(['2025-10-09T00:00', '2025-10-11T00:00'])
  })

  it('may lie before the dispatch, before the report, or in no working time at all', () => {
    const late = { ...street, dispatchedAt: at('2025-10-20T10:00'), dueAt: at('2025-10-09T11:00') }
    // 2 h on 30 September, 2 h on 9 October: 3.2 h
    expect(written(late)).toEqual(['2025-10-09T10:12', '2025-10-09T11:00'])
    expect(written({ ...street, dueAt: at('2025-09-29T10:00') })).toEqual([
      '2025-09-29T10:00',
      '2025-09-29T10:00',
    ])
    const holiday = { ...street, reportedAt: at('2025-10-02T00:00'), dueAt: at('2025-10-03T01:00') }
    expect(written(holiday)).toEqual(['2025-10-02T20:00', '2025-10-03T01:00'])
  })

  it('is none where it carries none and no rule fits', () => {
    expect(written({ reportedAt: at('2025-10-01T00:00') })).toBeNull()
    expect(deadlineOf(packOf({}), shanghai)({ ...street })).toBeNull()
  })

  it('is what the clocks show for the log that its row tells', () => {
    const deadlines = compileDeadlines(gaoling, shanghai)
    const tickets = fc.record({
      category: fc.constantFrom(...gaoling.categories.map(({ id }) => id), null),
      tier: fc.constantFrom(...gaoling.tiers.map(({ id }) => id), null),
      urgency: fc.constantFrom('normal' as const, 'urgent' as const, 'danger' as const),
      reportedAt: fc.integer({ min: at('2024-07-01T00:00'), max: at('2026-06-30T00:00') }),
      wait: fc.option(fc.nat(20 * 86_400_000)),
      allowed: fc.option(fc.integer({ min: 1, max: 40 * 86_400_000 })),
    })
    fc.assert(
      fc.property(tickets, ({ wait, allowed, ...about }) => {
        const dispatchedAt = wait === null ? null : about.reportedAt + wait
        const ticket = { ...about, dispatchedAt, dueAt: allowed === null ? null : about.reportedAt + allowed }
        const nobody = { fromUnit: null, toUnit: null, toTier: null, dueAt: null }
        const log = [{ at: about.reportedAt, kind: 'reported' as const, ...nobody }]
        const dispatch =
          dispatchedAt === null ? [] : [{ at: dispatchedAt, kind: 'dispatched' as const, ...nobody }]
        const { dueAt, dueSoonAt } = clocksOf(
          deadlines,
          ticket,
          [...log, ...dispatch],
          Number.MAX_SAFE_INTEGER,
        )
        expect(of(ticket)).toEqual(dueAt === null ? null : { dueAt, dueSoonAt })
      }),
      { numRuns: 1000 },
    )
  })
})
