import { describe, expect, it } from 'vitest'
import { trendMonths } from './TrendMonths.ts'

const extent = { from: '2024-07-01', to: '2026-07-01' }
const june = { from: '2026-06-01', to: '2026-07-01' }

describe('the months of a trend', () => {
  it('are the twelve whole ones up to the end of the period', () => {
    expect(trendMonths(june, extent, null)).toEqual({ from: '2025-07-01', to: '2026-07-01' })
    // June is not over on the 30th
    expect(trendMonths({ from: '2026-06-01', to: '2026-06-30' }, extent, null)).toEqual({
      from: '2025-06-01',
      to: '2026-06-01',
    })
  })

  it('end with the data, or with a present fixed before that', () => {
    expect(trendMonths({ from: '2026-06-01', to: '2026-12-01' }, extent, null)?.to).toBe('2026-07-01')
    expect(trendMonths(june, extent, '2026-03-15')).toEqual({ from: '2025-03-01', to: '2026-03-01' })
  })

  it('are fewer where the data begins later, and none of fewer than two', () => {
    expect(trendMonths(june, { from: '2026-03-02', to: '2026-07-01' }, null)).toEqual({
      from: '2026-04-01',
      to: '2026-07-01',
    })
    expect(trendMonths(june, { from: '2026-05-01', to: '2026-07-01' }, null)).not.toBeNull()
    expect(trendMonths(june, { from: '2026-05-02', to: '2026-07-01' }, null)).toBeNull()
    expect(trendMonths({ from: '2024-07-01', to: '2024-08-01' }, extent, null)).toBeNull()
    expect(trendMonths(null, extent, null)).toBeNull()
    expect(trendMonths(june, null, null)).toBeNull()
  })
})
