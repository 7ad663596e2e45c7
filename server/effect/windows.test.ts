import { CentrePack } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AreaTree, byToday, type CentreRecord, Dimension, firstOfMonth } from '../centre/index.ts'
import { ProblemError } from '../problems.ts'
import { knownMonths, windowsAround } from './windows.ts'

function centre(from: string | null, to: string | null, asOf: 'now' | 'end of data' = 'now'): CentreRecord {
  const none = new Dimension([])
  return {
    version: 1,
    mark: '',
    stem: {},
    pack: CentrePack.parse({ name: 'Made up', timeZone: 'Asia/Shanghai', asOf }),
    levels: [],
    tiers: none,
    sources: none,
    categories: none,
    units: none,
    ...byToday(new AreaTree([])),
    extent: { tickets: 0, from, to, bbox: null, latest: null, key: 0, undated: false },
  }
}

const year = { months: Array.from({ length: 12 }, (_, later) => firstOfMonth('2025-01-01', later)) }

describe('the whole months of a centre', () => {
  const at = (local: string) => Date.parse(`${local}+08:00`)

  it('begin with the first that the data reaches wholly and end before the as-of', () => {
    const known = knownMonths(centre('2025-01-02', '2026-01-01'), at('2025-04-30T23:59:59'), false)
    expect(known.months).toEqual(['2025-02-01', '2025-03-01'])
  })

  it('hold a month as soon as its last local day is over', () => {
    const known = knownMonths(centre('2025-02-01', '2026-01-01'), at('2025-05-01T00:00:00'), true)
    expect(known.months).toEqual(['2025-02-01', '2025-03-01', '2025-04-01'])
  })

  it('end with the data, whose last month is whole where its last day is', () => {
    const end = '2025-05-01'
    const later = at('2026-01-01T00:00:00')
    expect(knownMonths(centre('2025-03-01', end), later, false).months.at(-1)).toBe('2025-04-01')
    expect(knownMonths(centre('2025-03-01', '2025-04-30'), later, false).months.at(-1)).toBe('2025-03-01')
    // a pack whose present is its last event, the evening before the month is over
    const evening = at('2025-04-30T20:00:00')
    expect(knownMonths(centre('2025-03-01', end, 'end of data'), evening, false).months.at(-1)).toBe(
      '2025-04-01',
    )
    expect(knownMonths(centre('2025-03-01', end, 'end of data'), evening, true).months.at(-1)).toBe(
      '2025-03-01',
    )
  })

  it('are none without data', () => {
    expect(knownMonths(centre(null, null), 0, false).months).toEqual([])
  })
})

describe('the windows around a date', () => {
  it('give the month that a date begins to the after side', () => {
    const { months, from, to, cut } = windowsAround('2025-03-01', undefined, year)
    expect(months.map(({ side, time }) => `${side} ${time}`).slice(0, 4)).toEqual([
      'before -2',
      'before -1',
      'after 0',
      'after 1',
    ])
    expect(months.map(({ days }) => days).slice(0, 3)).toEqual([31, 28, 31])
    expect({ from, to, cut }).toEqual({ from: '2025-01-01', to: '2026-01-01', cut: false })
  })

  it('give a month that a date cuts to neither', () => {
    const { months } = windowsAround('2025-03-02', 1, year)
    expect(months.map(({ month, side, time }) => [month, side, time])).toEqual([
      ['2025-02-01', 'before', -2],
      ['2025-03-01', 'split', -1],
      ['2025-04-01', 'after', 0],
    ])
  })

  it('say when fewer months are there than asked for', () => {
    expect(windowsAround('2025-03-01', 2, year).cut).toBe(false)
    expect(windowsAround('2025-03-01', 3, year).cut).toBe(true)
  })

  it.each(['2025-01-01', '2025-01-31', '2025-12-02', '2026-01-01', '1990-05-05'])(
    'refuse %s, which leaves a side empty',
    (date) => {
      expect(() => windowsAround(date, undefined, year)).toThrow(ProblemError)
      try {
        windowsAround(date, undefined, year)
      } catch (error) {
        expect(error).toMatchObject({
          status: 400,
          errors: [{ parameter: 'date', detail: expect.stringContaining('from 2025-02-01 to 2025-12-01') }],
        })
      }
    },
  )

  it.each([{ months: [] }, { months: ['2025-01-01'] }])(
    'refuse any date where the data is too short',
    (known) => {
      expect(() => windowsAround('2025-01-01', undefined, known)).toThrow(ProblemError)
    },
  )

  it('accept every day that the refusal names, and lie around it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 303 }),
        fc.option(fc.integer({ min: 1, max: 15 })),
        (days, asked) => {
          const date = new Date(Date.UTC(2025, 1, 1) + days * 86400000).toISOString().slice(0, 10)
          const { months } = windowsAround(date, asked ?? undefined, year)
          for (const { month, side } of months) {
            if (side === 'before') expect(firstOfMonth(month, 1) <= date).toBe(true)
            if (side === 'after') expect(month >= date).toBe(true)
          }
          expect(months.filter(({ side }) => side === 'split').length).toBe(date.endsWith('-01') ? 0 : 1)
        },
      ),
    )
  })
})
