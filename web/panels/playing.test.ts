import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysIn } from '../lib/time.ts'
import { firstToPlay, nextToPlay, type PlaySetting } from './playing.ts'

const extent = { from: '2025-01-01', to: '2026-01-01' }
const setting = (changed: Partial<PlaySetting> = {}): PlaySetting => ({
  window: null,
  step: 'day',
  speed: 10,
  ...changed,
})

describe('time that plays', () => {
  it('begins with the period shown, and from the start of the data where nothing comes after it', () => {
    const march = { from: '2025-03-01', to: '2025-04-01' }
    expect(firstToPlay(extent, march, null)).toEqual(march)
    expect(firstToPlay(extent, march, 7)).toEqual({ from: '2025-03-01', to: '2025-03-08' })
    const last = { from: '2025-12-02', to: '2026-01-01' }
    expect(firstToPlay(extent, last, null)).toEqual({ from: '2025-01-01', to: '2025-01-31' })
    // a shorter window fits behind its beginning
    expect(firstToPlay(extent, last, 7)).toEqual({ from: '2025-12-02', to: '2025-12-09' })
    expect(firstToPlay(extent, last, 900)).toEqual(extent)
  })

  it('goes on by days or weeks, and ends with the data', () => {
    const shown = { from: '2025-03-01', to: '2025-03-08' }
    expect(nextToPlay(extent, shown, 1, setting())).toEqual({ from: '2025-03-02', to: '2025-03-09' })
    expect(nextToPlay(extent, shown, 3, setting({ step: 'week' }))?.from).toBe('2025-03-22')
    expect(nextToPlay(extent, shown, -1, setting())?.from).toBe('2025-02-28')
    expect(nextToPlay(extent, { from: '2025-12-30', to: '2026-01-01' }, 1, setting())).toBeNull()
    expect(nextToPlay(extent, shown, 0, setting({ window: 30 }))).toEqual({
      from: '2025-03-01',
      to: '2025-03-31',
    })
  })

  it('stays inside the data with the length asked for, wherever it is', () => {
    const asked = fc.record({
      from: fc.integer({ min: -20, max: 380 }),
      days: fc.integer({ min: 1, max: 400 }),
      window: fc.option(fc.integer({ min: 1, max: 400 })),
      steps: fc.integer({ min: -80, max: 80 }),
      step: fc.constantFrom('day' as const, 'week' as const),
    })
    fc.assert(
      fc.property(asked, ({ from, days, window, steps, step }) => {
        const start = addDays(extent.from, from)
        const shown = { from: start, to: addDays(start, days) }
        const length = Math.min(window ?? days, daysIn(extent))
        for (const period of [
          firstToPlay(extent, shown, window),
          nextToPlay(extent, shown, steps, setting({ window, step })) ?? shown,
        ]) {
          if (period === shown) continue
          expect(daysIn(period)).toBe(length)
          expect(period.from >= extent.from && period.to <= extent.to).toBe(true)
        }
      }),
    )
  })
})
