import { describe, expect, it } from 'vitest'
import { addDays } from '../centre/index.ts'
import { daySharesOf } from './day-shares.ts'
import { historyBefore } from './history.ts'
import { evidenceOf, expectedParts } from './place-evidence.ts'

describe('the history of a scan', () => {
  it('needs eight weeks before the four that are scanned', () => {
    expect(historyBefore('2026-06-01', '2026-03-09')?.days).toBe(56)
    expect(historyBefore('2026-06-01', '2026-03-10')).toBeNull()
    expect(historyBefore('2026-06-01', null)).toBeNull()
  })

  it('is the last quarter, and the same season of the years that the data reaches back to', () => {
    const history = historyBefore('2026-06-01', '2024-01-01')
    expect(history?.window).toEqual({ from: '2026-05-04', to: '2026-06-01' })
    expect(history?.reference).toEqual([
      { from: '2026-02-02', to: '2026-05-04' },
      { from: '2025-04-03', to: '2025-07-02' },
      { from: '2024-04-03', to: '2024-07-02' },
    ])
    expect(history?.season).toHaveLength(2)
    // half a year where no season is known
    expect(historyBefore('2026-06-01', '2025-05-01')?.days).toBe(182)
  })
})

describe('the part of a day', () => {
  const history = historyBefore('2026-06-01', '2025-12-01')!
  const days = Array.from({ length: 300 }, (_, index) => addDays('2025-10-01', index))

  it('is the same for all where the history has neither week nor season', () => {
    const even = new Map(days.map((day) => [day, 10]))
    const { days: parts, weekdays } = daySharesOf(history, even, even)
    for (const part of [...parts, ...weekdays]) expect(part).toBeCloseTo(1 / 28, 10)
  })

  it('follows the weekday', () => {
    // 2026-05-31, the last day, is a Sunday; Sundays have a third of the tickets of other days
    const weekly = new Map(days.map((day) => [day, new Date(day).getUTCDay() === 0 ? 10 : 30]))
    const { days: parts, weekdays } = daySharesOf(history, weekly, weekly)
    expect(parts[1]! / parts[0]!).toBeCloseTo(3, 1)
    expect(parts[7]).toBeCloseTo(parts[0]!, 10)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12)
    for (const [day, part] of weekdays.entries()) expect(part).toBeCloseTo(parts[day]!, 12)
  })

  it('follows the season of earlier years', () => {
    const long = historyBefore('2026-06-01', '2025-01-01')!
    // a year before, tickets doubled from the middle of the window on
    const rising = new Map(
      Array.from({ length: 500 }, (_, index) => addDays('2025-01-01', index)).map((day) => [
        day,
        day >= '2025-05-18' && day < '2025-07-01' ? 40 : 20,
      ]),
    )
    const { days: parts, weekdays } = daySharesOf(long, rising, rising)
    const [last, beginning] = [parts.slice(0, 7), parts.slice(-7)].map((week) =>
      week.reduce((sum, part) => sum + part, 0),
    )
    expect(last! / beginning!).toBeGreaterThan(1.7)
    expect(last! / beginning!).toBeLessThan(2)
    // whole weeks are alike by their weekdays
    expect(weekdays[0]).toBeCloseTo(weekdays[7]!, 12)
  })
})

describe('the part of a place', () => {
  const all = [100, 100, 100, 100]

  it('is that of all tickets where the category says nothing', () => {
    const parts = expectedParts(
      evidenceOf({ reference: [0, 0, 0, 0], rest: [0, 0, 0, 0], all: [300, 100, 0, 0] }),
    )
    expect(parts[0]).toBeGreaterThan(0.7)
    expect(parts[2]).toBeGreaterThan(0)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12)
  })

  it('is its own where the category keeps to itself, and everybody’s where it does not', () => {
    const [apart] = expectedParts(evidenceOf({ reference: [50, 0, 0, 0], rest: [200, 0, 0, 0], all }))
    expect(apart).toBeGreaterThan(0.97)
    const [alike] = expectedParts(evidenceOf({ reference: [14, 12, 13, 11], rest: [50, 51, 49, 50], all }))
    expect(alike).toBeCloseTo(0.25, 1)
  })
})
