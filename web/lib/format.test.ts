import type { Figure } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { changeOf, formatValue } from './format.ts'
import { formatDay, formatDuration, formatInstant, formatPeriod } from './time.ts'

const figure = (value: number | null, n: number): Figure => ({
  value,
  numerator: value ?? 0,
  denominator: null,
  n,
  smallNumber: false,
})

describe('figures', () => {
  it('writes shares as percentages and keeps absence apart from zero', () => {
    // 911 / 972 = 0.93724…
    expect(formatValue(911 / 972, 'share', 'en')).toBe('93.7%')
    expect(formatValue(0, 'share', 'zh')).toBe('0.0%')
    expect(formatValue(null, 'share', 'zh')).toBe('–')
    expect(formatValue(12345, 'tickets', 'en')).toBe('12,345')
  })

  it('writes what is measured in its own unit, and moves in it', () => {
    expect(formatValue(7.5, 'hours', 'en')).toBe('7.5 h')
    expect(formatValue(7.52, 'hours', 'zh')).toBe('7.5 小时')
    expect(formatValue(5 / 6, 'per ticket', 'en')).toBe('0.83')
    expect(formatValue(4.666_667, 'per 1,000 households', 'en')).toBe('4.7')
    expect(formatValue(62.44, 'points', 'zh')).toBe('62.4')
    const hours = { unit: 'hours', direction: 'less is better' } as const
    expect(changeOf(figure(30.04, 20), figure(36.5, 20), hours, 'en')).toEqual({
      sign: -1,
      good: true,
      text: '-6.5',
    })
    // what would be written as no movement
    expect(changeOf(figure(30.04, 20), figure(30.01, 20), hours, 'en')).toMatchObject({ sign: 0, good: null })
  })

  const open = { unit: 'tickets', direction: 'less is better' } as const
  it('compares counts in per cent, small ones by their difference', () => {
    expect(changeOf(figure(120, 120), figure(100, 100), open, 'en')).toEqual({
      sign: 1,
      good: false,
      text: '+20%',
    })
    expect(changeOf(figure(2, 2), figure(8, 8), open, 'en')).toEqual({ sign: -1, good: true, text: '-6' })
    expect(changeOf(figure(5, 5), figure(0, 0), open, 'en')?.text).toBe('+5')
  })

  it('compares shares in percentage points', () => {
    const rate = { unit: 'share', direction: 'more is better' } as const
    expect(changeOf(figure(0.75, 40), figure(0.7, 40), rate, 'en')).toEqual({
      sign: 1,
      good: true,
      text: '+5.0 pp',
    })
    expect(changeOf(figure(0.75, 40), figure(0.75, 40), rate, 'zh')?.good).toBeNull()
    expect(changeOf(figure(0.7504, 4000), figure(0.75, 4000), rate, 'en')).toEqual({
      sign: 0,
      good: null,
      text: '0.0 pp',
    })
  })

  it('has nothing to say where one side is unknown', () => {
    expect(changeOf(figure(null, 0), figure(1, 1), open, 'en')).toBeNull()
    expect(changeOf(figure(1, 1), null, open, 'en')).toBeNull()
  })
})

describe('days and times', () => {
  it('writes days as the language does, in no zone', () => {
    expect(formatDay('2025-06-30', 'en')).toBe('30 Jun 2025')
    expect(formatDay('2025-06-30', 'zh')).toBe('2025年6月30日')
  })

  it('writes a period by its last day, not the day after', () => {
    expect(formatPeriod({ from: '2025-06-30', to: '2025-07-01' }, 'en')).toBe('30 Jun 2025')
    expect(formatPeriod({ from: '2025-06-01', to: '2025-07-01' }, 'en').replaceAll(' ', ' ')).toMatch(
      /^1\s?[–-]\s?30 Jun 2025$/u,
    )
  })

  it('writes a Chinese period with the year once', () => {
    expect(formatPeriod({ from: '2025-06-01', to: '2025-07-01' }, 'zh')).toBe('2025年6月1日至6月30日')
    expect(formatPeriod({ from: '2024-12-02', to: '2025-01-01' }, 'zh')).toBe('2024年12月2日至12月31日')
    expect(formatPeriod({ from: '2024-12-02', to: '2025-01-02' }, 'zh')).toBe('2024年12月2日至2025年1月1日')
  })

  it("writes instants in the centre's zone", () => {
    expect(formatInstant('2025-06-30T16:05:00Z', 'Asia/Shanghai', 'en')).toBe('1 Jul 2025, 00:05')
  })

  it('writes lengths of time in two units at most', () => {
    expect(formatDuration(76 * 3_600_000, 'en')).toBe('3 days 4 hrs')
    expect(formatDuration(76 * 3_600_000, 'zh')).toBe('3天4小时')
    expect(formatDuration(59_000, 'en')).toBe('0 mins')
    expect(formatDuration(24 * 3_600_000 + 60_000, 'en')).toBe('1 day')
  })
})
