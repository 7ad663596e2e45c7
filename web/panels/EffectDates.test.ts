import { describe, expect, it } from 'vitest'
import { effectDates } from './EffectDates.ts'

describe('the days a before-and-after question can be about', () => {
  it('leave a whole month on each side', () => {
    // July 2024 to June 2026 whole: the first after-month is August, the last is June
    expect(effectDates({ from: '2024-07-01', to: '2026-07-01' }, null)).toEqual({
      first: '2024-08-01',
      last: '2026-06-01',
    })
  })

  it('leave out months that begin late or are not over', () => {
    // whole months: February to November
    expect(effectDates({ from: '2024-01-02', to: '2024-12-31' }, null)).toEqual({
      first: '2024-03-01',
      last: '2024-11-01',
    })
  })

  it('end with a present that is fixed in the past', () => {
    expect(effectDates({ from: '2024-07-01', to: '2026-07-01' }, '2025-03-15')).toEqual({
      first: '2024-08-01',
      last: '2025-02-01',
    })
  })

  it('are none without two whole months', () => {
    expect(effectDates({ from: '2024-01-01', to: '2024-03-01' }, null)).toEqual({
      first: '2024-02-01',
      last: '2024-02-01',
    })
    expect(effectDates({ from: '2024-01-01', to: '2024-02-29' }, null)).toBeNull()
    expect(effectDates({ from: '2024-01-10', to: '2024-01-20' }, null)).toBeNull()
    expect(effectDates(null, null)).toBeNull()
  })
})
