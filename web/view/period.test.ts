import { describe, expect, it } from 'vitest'
import { lastDays, periodOf } from './period.ts'

const extent = { from: '2024-01-01', to: '2026-01-01' }

describe('the period in force', () => {
  it('is the last 30 days of the data when the address names none', () => {
    // 31 December is the last day; 30 days back from 1 January is 2 December
    expect(periodOf({ from: null, to: null }, extent).period).toEqual({
      from: '2025-12-02',
      to: '2026-01-01',
    })
  })

  it('does not begin before the data', () => {
    expect(lastDays({ from: '2025-12-20', to: '2026-01-01' }, 30)).toEqual({
      from: '2025-12-20',
      to: '2026-01-01',
    })
  })

  it('completes an open end from the data', () => {
    expect(periodOf({ from: '2025-06-01', to: null }, extent).period?.to).toBe('2026-01-01')
    expect(periodOf({ from: null, to: '2025-03-03' }, extent).period?.from).toBe('2025-02-01')
    expect(periodOf({ from: null, to: '2024-01-11' }, extent).period?.from).toBe('2024-01-01')
  })

  it('stays in order for a day after the data', () => {
    expect(periodOf({ from: '2027-05-31', to: null }, extent).period).toEqual({
      from: '2027-05-31',
      to: '2027-06-01',
    })
  })

  it('notes a period that ends before it begins', () => {
    const { period, notes } = periodOf({ from: '2025-06-02', to: '2025-06-01' }, extent)
    expect(notes).toEqual([{ field: 'to', value: '2025-06-01' }])
    expect(period?.from).toBe('2025-12-02')
  })

  it('is none where there is no data and nothing is asked', () => {
    expect(periodOf({ from: null, to: null }, null).period).toBeNull()
  })
})
