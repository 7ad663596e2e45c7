import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../lib/time.ts'
import {
  type Bar,
  barsOf,
  between,
  boundaryAt,
  endMoved,
  moved,
  presetsOf,
  ticksOf,
  within,
} from './TimeBrushPeriods.ts'

const extent = { from: '2023-07-10', to: '2025-07-01' }
const day = fc.integer({ min: -50, max: 780 }).map((n) => addDays(extent.from, n))
const period = fc
  .tuple(day, fc.integer({ min: 1, max: 800 }))
  .map(([from, n]) => ({ from, to: addDays(from, n) }))

function figure(value: number) {
  return { value, numerator: value, denominator: null, n: value, smallNumber: false }
}

describe('periods of the brush', () => {
  it('stay inside the extent and a day long at least, whatever is done to them', () => {
    fc.assert(
      fc.property(period, day, day, fc.integer({ min: -900, max: 900 }), (asked, a, b, days) => {
        const inside = within(asked, extent)
        for (const result of [
          inside,
          between(extent, a, b),
          moved(extent, inside, days),
          endMoved(extent, inside, 'from', days),
          endMoved(extent, inside, 'to', days),
        ]) {
          expect(result.from >= extent.from && result.to <= extent.to).toBe(true)
          expect(result.from < result.to).toBe(true)
        }
      }),
    )
  })

  it('keep their length when moved, and stop at the end', () => {
    const june = { from: '2025-06-01', to: '2025-06-11' }
    expect(moved(extent, june, 5)).toEqual({ from: '2025-06-06', to: '2025-06-16' })
    expect(moved(extent, june, 400)).toEqual({ from: '2025-06-21', to: '2025-07-01' })
    expect(moved(extent, june, -4000)).toEqual({ from: '2023-07-10', to: '2023-07-20' })
  })

  it('snap to the edge of a bar nearby, else to the day', () => {
    const bars: Bar[] = [{ bin: '2024-02-01', from: '2024-02-01', to: '2024-03-01', value: 3 }]
    const fraction = (date: string) =>
      (Date.parse(date) - Date.parse(extent.from)) / (Date.parse(extent.to) - Date.parse(extent.from))
    expect(boundaryAt(extent, fraction('2024-02-04'), bars, 5)).toBe('2024-02-01')
    expect(boundaryAt(extent, fraction('2024-02-26'), bars, 5)).toBe('2024-03-01')
    expect(boundaryAt(extent, fraction('2024-02-14'), bars, 5)).toBe('2024-02-14')
    expect(boundaryAt(extent, -3, [], 0)).toBe(extent.from)
    expect(boundaryAt(extent, 7, [], 0)).toBe(extent.to)
  })

  it('count back from the end of the data', () => {
    expect(presetsOf(extent).map(({ id, period: { from, to } }) => [id, from, to])).toEqual([
      ['7', '2025-06-24', '2025-07-01'],
      ['30', '2025-06-01', '2025-07-01'],
      ['90', '2025-04-02', '2025-07-01'],
      ['month', '2025-06-01', '2025-07-01'],
      ['12m', '2024-07-01', '2025-07-01'],
      ['all', '2023-07-10', '2025-07-01'],
    ])
    expect(presetsOf({ from: '2024-02-25', to: '2024-03-01' }).map(({ id }) => id)).toEqual(['month', 'all'])
    expect(
      presetsOf({ from: '2020-01-01', to: '2024-02-29' }).find(({ id }) => id === '12m')?.period.from,
    ).toBe('2023-03-01')
  })
})

describe('bars of the brush', () => {
  it('are the bins cut to the extent, groups added up', () => {
    const series = {
      bin: 'month' as const,
      bins: ['2023-07-01', '2023-08-01'],
      series: [
        { key: 'a', figures: [figure(4), figure(5)] },
        { key: 'b', figures: [figure(1), figure(0)] },
      ],
    }
    const full = { ...series, ...basis }
    expect(barsOf(full, { from: '2023-07-10', to: '2023-08-20' })).toEqual([
      { bin: '2023-07-01', from: '2023-07-10', to: '2023-08-01', value: 5 },
      { bin: '2023-08-01', from: '2023-08-01', to: '2023-08-20', value: 5 },
    ])
    expect(barsOf(undefined, extent)).toEqual([])
  })
})

describe('ticks of the brush', () => {
  it('are as far apart as asked, on firsts of months in a long extent', () => {
    for (const apart of [1, 20, 45, 80, 200, 700]) {
      const ticks = ticksOf(extent, apart)
      for (const [index, tick] of ticks.entries()) {
        expect(tick.day.endsWith('-01')).toBe(true)
        const before = ticks[index - 1]
        if (before)
          expect((Date.parse(tick.day) - Date.parse(before.day)) / 864e5).toBeGreaterThanOrEqual(apart)
      }
    }
    expect(ticksOf({ from: '2025-06-01', to: '2025-06-15' }, 5).map((tick) => tick.day)).toEqual([
      '2025-06-01',
      '2025-06-06',
      '2025-06-11',
    ])
  })
})

const basis = {
  measure: {
    id: 'reported',
    label: { en: 'Reported', zh: '上报' },
    group: { id: 'volume' as const, label: { en: '', zh: '' } },
    headline: true,
    daily: true,
    available: true,
    why: null,
    unit: 'tickets' as const,
    direction: 'neutral' as const,
    additive: true,
    period: 'reported' as const,
    formula: { en: '', zh: '' },
    numerator: { en: '', zh: '' },
    denominator: null,
    source: 'S',
  },
  asOf: '2025-07-01T00:00:00Z',
  period: null,
  previousPeriod: null,
  lastYearPeriod: null,
  dataVersion: 1,
  synthetic: true,
}
