import { describe, expect, it } from 'vitest'
import { channelOf, monthAfter, monthCounts, monthsUpTo } from './BriefMonthsCounts.ts'

const source = (id: string, en: string, proactive = false) => ({ id, name: { en, zh: en }, proactive })
const figure = (value: number) => ({
  value,
  numerator: value,
  denominator: null,
  n: value,
  smallNumber: false,
})

describe('months of a brief', () => {
  it('are two years up to the end of the period, as far as the data reaches', () => {
    const june = { from: '2026-06-01', to: '2026-07-01' }
    expect(monthsUpTo(june, { from: '2020-01-01', to: '2026-07-01' })).toEqual({
      from: '2024-07-01',
      to: '2026-07-01',
    })
    expect(monthsUpTo(june, { from: '2026-02-11', to: '2026-07-01' }).from).toBe('2026-02-11')
    // a period before all data
    const early = { from: '2019-01-01', to: '2019-02-01' }
    expect(monthsUpTo(early, { from: '2020-01-01', to: '2026-07-01' })).toEqual({
      from: '2017-02-01',
      to: '2019-02-01',
    })
    expect(monthAfter('2025-12-31')).toBe('2026-01-01')
  })

  it('tell hotline, self-found and other tickets apart', () => {
    expect(channelOf(source('hotline_12345', '12345 hotline'))).toBe('hotline')
    expect(channelOf(source('phone', '市民热线'))).toBe('hotline')
    expect(channelOf(source('robot_hotline', 'Robot', true))).toBe('found')
    expect(channelOf(source('media', 'Media'))).toBe('other')
    expect(channelOf(undefined)).toBe('other')
  })

  it('add up by channel and say which months are cut', () => {
    const months = monthCounts(
      {
        bins: ['2026-01-12', '2026-02-01', '2026-03-01'],
        series: [
          { key: 'h', figures: [figure(1), figure(2), figure(3)] },
          { key: 'g', figures: [figure(10), figure(20), figure(30)] },
          { key: 's', figures: [figure(100), figure(0), figure(0)] },
          { key: null, figures: [figure(5), figure(5), figure(5)] },
        ],
      },
      [source('h', 'Hotline'), source('g', 'Grid', true), source('s', 'Sensor', true)],
      { from: '2026-01-12', to: '2026-03-20' },
    )
    expect(months).toEqual([
      { month: '2026-01-01', partial: true, counts: { hotline: 1, found: 110, other: 5 } },
      { month: '2026-02-01', partial: false, counts: { hotline: 2, found: 20, other: 5 } },
      { month: '2026-03-01', partial: true, counts: { hotline: 3, found: 30, other: 5 } },
    ])
  })
})
