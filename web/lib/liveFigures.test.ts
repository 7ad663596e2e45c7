import type { Measure, TimeCube } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { LiveFigures, look } from './liveFigures.ts'
import { TimeSums } from './timeSums.ts'

const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']

/** Two areas and what lies in none, over four days: of 1, 10, 10, 0 tickets in A, 3, 0, 0, 0 in B and one at the end in none. */
function sumsOf(groups: Record<string, number[][]>): TimeSums {
  const cube: TimeCube = {
    header: {
      asOf: '2026-03-05T00:00:00Z',
      period: null,
      previousPeriod: null,
      lastYearPeriod: null,
      dataVersion: 1,
      synthetic: true,
      level: 'street',
      bin: 'day',
      bins: days,
      end: '2026-03-05',
      areas: ['A', 'B', null],
      by: 'part',
      groups: Object.keys(groups),
    },
    counts: Uint32Array.from(Object.values(groups).flat(2)),
  }
  return new TimeSums(cube)
}

const sums = sumsOf({
  'made.numerator': [
    [1, 10, 10, 0],
    [3, 0, 0, 0],
    [0, 0, 0, 1],
  ],
  'made.denominator': [
    [2, 20, 20, 0],
    [3, 0, 0, 1],
    [0, 0, 0, 1],
  ],
})

function figuresOf(unit: Measure['unit'], households: (code: string) => number | null = () => null) {
  const words = { en: 'made', zh: '造' }
  const measure: Measure = {
    id: 'made',
    label: words,
    group: { id: 'volume', label: words },
    headline: true,
    daily: true,
    available: true,
    why: null,
    unit,
    direction: 'neutral',
    additive: true,
    period: 'reported',
    formula: words,
    numerator: words,
    denominator: null,
    source: 'a test',
  }
  return new LiveFigures(sums, measure, households)
}

const period = (from: number, to: number) => ({
  from: days[from] ?? '2026-03-05',
  to: days[to] ?? '2026-03-05',
})

describe('figures of any stretch of days', () => {
  it('count, share and rate by the days of the stretch alone', () => {
    const count = figuresOf('tickets')
    expect(count.figure(period(0, 2), 'A')).toMatchObject({ value: 11, n: 11, smallNumber: false })
    expect(count.total(period(0, 4), null).value).toBe(25)
    const share = figuresOf('share')
    expect(share.figure(period(1, 3), 'A')).toMatchObject({ value: 0.5, numerator: 20, denominator: 40 })
    expect(share.figure(period(1, 3), 'B')).toMatchObject({ value: null, denominator: 0 })
    const rate = figuresOf('per 1,000 households', (code) => (code === 'A' ? 500 : null))
    expect(rate.figure(period(0, 4), 'A')).toMatchObject({ value: 42, denominator: 500 })
    expect(rate.figure(period(0, 4), 'B')?.value).toBeNull()
  })

  it('leave out days before and after those that are told', () => {
    const count = figuresOf('tickets')
    expect(count.total({ from: '2020-01-01', to: '2030-01-01' }, null).value).toBe(25)
    expect(count.total({ from: '2020-01-01', to: '2020-02-01' }, null).value).toBe(0)
  })

  it('look by class, as of few, without a value, and faded where another class is shown alone', () => {
    const share = figuresOf('share')
    const breaks = { low: 0, high: 1, cuts: [0.6], whole: false }
    const looks = new Uint8Array(3)
    share.paint(period(1, 3), breaks, undefined, looks)
    expect([...looks]).toEqual([1, 0, 0])
    share.paint(period(0, 1), breaks, 1, looks)
    expect([...looks]).toEqual([1 + look.few + look.faded, 2 + look.few, look.faded])
    expect(share.tally(period(0, 1), breaks)).toEqual({ classes: [1, 1], none: 0, few: 2 })
    expect(share.tally(period(1, 3), breaks)).toEqual({ classes: [1, 0], none: 1, few: 0 })
  })

  it('keep one scale for all stretches of a length, and make another for another', () => {
    const count = figuresOf('tickets')
    expect(count.scale(1)).toMatchObject({ low: 0, high: 10 })
    expect(count.scale(2)).toMatchObject({ low: 0, high: 20 })
    expect(count.breaks(period(0, 1))).toMatchObject({ low: 1, high: 3 })
  })
})
