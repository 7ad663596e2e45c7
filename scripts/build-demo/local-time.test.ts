import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civil, dateText, dayOf, isoText, weekday } from './local-time.ts'

describe('local time', () => {
  it('counts days since 1970 as the calendar does', () => {
    expect(dayOf('1970-01-01')).toBe(0)
    expect(dayOf('2000-03-01')).toBe(11017)
    expect(dayOf('2024-07-01')).toBe(19905)
  })

  it('gives back every date it counted', () => {
    const days = fc.integer({ min: dayOf('1900-01-01'), max: dayOf('2199-12-31') })
    fc.assert(
      fc.property(days, (day) => {
        expect(dayOf(dateText(day))).toBe(day)
        expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe(dateText(day))
        expect(new Date(day * 86_400_000).getUTCDay()).toBe(weekday(day))
      }),
    )
  })

  it('writes the offset', () => {
    expect(isoText(dayOf('2024-07-01') * 1440 + 485)).toBe('2024-07-01T08:05:00+08:00')
    expect(civil(dayOf('2024-02-29'))).toEqual({ year: 2024, month: 2, date: 29 })
  })
})
