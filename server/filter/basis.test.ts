import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../centre/index.ts'
import { lastYear, periodOf, previous } from './basis.ts'

const extent = {
  tickets: 1,
  from: '2025-01-10',
  to: '2026-04-01',
  bbox: null,
  latest: null,
  key: 0,
  undated: false,
}

describe('periods', () => {
  it('are those asked for, an open end being the end of the data', () => {
    expect(periodOf({ from: '2026-01-01', to: '2026-02-01' }, extent)).toEqual({
      from: '2026-01-01',
      to: '2026-02-01',
    })
    expect(periodOf({ from: '2026-01-01' }, extent)).toEqual({ from: '2026-01-01', to: '2026-04-01' })
    expect(periodOf({ to: '2026-01-01' }, extent)).toEqual({ from: '2025-01-10', to: '2026-01-01' })
    expect(periodOf({ to: '2024-01-01' }, extent)).toEqual({ from: '2023-12-31', to: '2024-01-01' })
    expect(periodOf({}, extent)).toBeNull()
  })

  it.each([
    ['2026-02-01', '2026-03-01', '2025-02-01', '2025-03-01'],
    ['2024-02-29', '2024-03-01', '2023-02-28', '2023-03-01'],
    // empty by the rule alone: 28 February to 28 February
    ['2024-02-28', '2024-02-29', '2023-02-28', '2023-03-01'],
    ['2025-02-01', '2025-03-01', '2024-02-01', '2024-03-01'],
  ])('from %s to %s had %s to %s a year before', (from, to, pastFrom, pastTo) => {
    expect(lastYear({ from, to })).toEqual({ from: pastFrom, to: pastTo })
  })

  it('follow each other without gap and with one length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 800 }), (start, length) => {
        const from = addDays('1990-01-01', start)
        const period = { from, to: addDays(from, length) }
        const before = previous(period)
        expect(before.to).toBe(from)
        expect(daysBetween(before.from, before.to)).toBe(length)
        const past = lastYear(period)
        expect(past.from < past.to).toBe(true)
      }),
    )
  })
})
