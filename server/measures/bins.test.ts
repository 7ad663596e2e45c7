import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, startOfDay } from '../centre/index.ts'
import { binSizes, binsOf } from './bins.ts'

describe('bins', () => {
  it('are cut at the ends of the period and named by their first day', () => {
    // 31 December 2025 is a Wednesday
    expect(binsOf({ from: '2025-12-31', to: '2026-01-06' }, 'week', 10)).toEqual([
      { start: '2025-12-29', period: { from: '2025-12-31', to: '2026-01-05' } },
      { start: '2026-01-05', period: { from: '2026-01-05', to: '2026-01-06' } },
    ])
    expect(binsOf({ from: '2024-01-31', to: '2024-03-01' }, 'month', 10)).toEqual([
      { start: '2024-01-01', period: { from: '2024-01-31', to: '2024-02-01' } },
      { start: '2024-02-01', period: { from: '2024-02-01', to: '2024-03-01' } },
    ])
  })

  it('cover a period once, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 700 }),
        fc.constantFrom(...binSizes),
        (start, length, size) => {
          const period = { from: addDays('1990-01-01', start), to: addDays('1990-01-01', start + length) }
          const bins = binsOf(period, size, 700)
          expect(bins?.[0]?.period.from).toBe(period.from)
          expect(bins?.at(-1)?.period.to).toBe(period.to)
          for (const [index, bin] of (bins ?? []).entries()) {
            expect(bin.period.from < bin.period.to).toBe(true)
            if (index > 0) expect(bin.period.from).toBe(bins?.[index - 1]?.period.to)
          }
        },
      ),
    )
  })

  it('are refused where there would be too many', () => {
    expect(binsOf({ from: '2026-01-01', to: '2026-01-11' }, 'day', 10)).toHaveLength(10)
    expect(binsOf({ from: '2026-01-01', to: '2026-01-12' }, 'day', 10)).toBeNull()
  })

  it('begin at local midnight, or at the first instant of a day whose midnight is skipped', () => {
    const at = (day: string, zone: string) => new Date(startOfDay(day, zone)).toISOString()
    expect(at('2026-03-01', 'Asia/Shanghai')).toBe('2026-02-28T16:00:00.000Z')
    expect(at('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z')
    expect(at('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z')
    // clocks of Beirut went from 00:00 to 01:00 on 30 March 2025
    expect(at('2025-03-30', 'Asia/Beirut')).toBe('2025-03-29T22:00:00.000Z')
  })
})
