import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { compileCalendar } from './calendar.ts'
import { dueSoonAt } from './due-soon.ts'
import { at, calendarOf, gaoling, local, newYork, shanghai } from './examples.ts'
import { dueAt, type Limit, parseLimit, type TimeBase } from './limit.ts'

const china = compileCalendar(gaoling.calendar, shanghai)
const baltimore = calendarOf(newYork)
const hour = 3_600_000
const soon = (start: number, limit: Limit, calendar = china): number =>
  dueSoonAt({ since: start, spent: 0, due: dueAt(start, limit, calendar), base: limit.base }, 0.8, calendar)

describe('a limit', () => {
  it.each([
    ['2h', { amount: 2, base: 'hours' }],
    ['16wh', { amount: 16, base: 'working hours' }],
    ['3d', { amount: 3, base: 'days' }],
    ['5wd', { amount: 5, base: 'working days' }],
  ])('%s is read', (text, limit) => {
    expect(parseLimit(text)).toEqual(limit)
  })

  it.each(['', '5', 'wd', '0h', '05d', '1.5h', '-1d', '3 d', '3D', '3w', '100000h', '5constructor'])(
    '%j is refused',
    (text) => {
      expect(() => parseLimit(text)).toThrow(RangeError)
    },
  )
})

/** Work is from 9 to 17. How each line is counted stands beside it. */
describe('in Gaoling an allowance', () => {
  it.each([
    // National Day and Mid-Autumn 2025: 1 to 8 October off; Sunday 28 September and Saturday 11 October are worked
    ['1wd', '2025-09-26T10:00', '2025-09-28T10:00'], // Sunday is the next working day
    ['5wd', '2025-09-26T10:00', '2025-10-10T10:00'], // 28, 29, 30 September, 9, 10 October
    ['7wd', '2025-09-26T10:00', '2025-10-13T10:00'], // and Saturday the 11th, Monday the 13th
    ['2wd', '2025-10-01T12:00', '2025-10-11T09:00'], // from Thursday the 9th at 9: 10, 11 October
    ['4wh', '2025-09-26T15:00', '2025-09-28T11:00'], // 2 h on Friday, 2 h on Sunday
    ['16wh', '2025-09-30T13:00', '2025-10-10T13:00'], // 4 h, 8 h on the 9th, 4 h on the 10th
    ['3d', '2025-09-30T16:00', '2025-10-03T16:00'], // through the holiday
    ['48h', '2025-09-30T16:00', '2025-10-02T16:00'],
    // Spring Festival 2026: 15 to 23 February off; Saturdays 14 and 28 February are worked
    ['1wd', '2026-02-13T16:59', '2026-02-14T16:59'],
    ['7wd', '2026-02-12T15:00', '2026-02-28T15:00'], // 13, 14, 24, 25, 26, 27, 28 February
    ['1wd', '2026-02-18T12:00', '2026-02-25T09:00'], // from Tuesday the 24th at 9
    ['10wh', '2026-02-14T12:00', '2026-02-24T14:00'], // 5 h on the 14th, 5 h on the 24th
    // midnight and the edges of the working day
    ['2h', '2025-09-26T23:30', '2025-09-27T01:30'],
    ['1d', '2025-09-26T00:00', '2025-09-27T00:00'],
    ['1wd', '2025-10-10T23:59', '2025-10-13T09:00'], // from Saturday the 11th at 9, then Monday
    ['1wd', '2025-10-11T00:00', '2025-10-13T09:00'],
    ['1wd', '2025-09-26T17:00', '2025-09-29T09:00'], // closed: from Sunday at 9, then Monday
    ['1wd', '2025-09-26T08:00', '2025-09-28T09:00'], // not open yet: from Friday at 9, then Sunday
    ['8wh', '2025-09-26T09:00', '2025-09-26T17:00'], // a whole working day ends when it closes
    ['8wh', '2025-09-26T17:00', '2025-09-28T17:00'],
    // the ends of months and years
    ['3d', '2025-02-26T08:00', '2025-03-01T08:00'],
    ['3d', '2024-02-27T08:00', '2024-03-01T08:00'], // 28, 29 February, 1 March
    ['1wd', '2025-10-31T11:00', '2025-11-03T11:00'],
    ['24h', '2025-12-31T18:00', '2026-01-01T18:00'],
    ['1wd', '2025-12-31T10:00', '2026-01-04T10:00'], // 1 to 3 January off, Sunday the 4th is worked
  ])('of %s from %s ends %s', (limit, start, end) => {
    expect(local(dueAt(at(start), parseLimit(limit), china))).toBe(end)
  })

  it.each([
    ['24h', '2025-09-26T00:00', '2025-09-26T19:12'], // 19.2 h
    ['3d', '2025-09-22T16:00', '2025-09-25T01:36'], // 57.6 h
    ['5wd', '2025-09-22T10:00', '2025-09-26T10:00'], // due Sunday 10:00; 32 of 40 h: 7 + 8 + 8 + 8, 1 on Friday
    ['16wh', '2025-09-30T13:00', '2025-10-10T09:48'], // 12.8 h: 4, 8 on the 9th, 0.8 on the 10th
    ['7wd', '2026-02-12T15:00', '2026-02-27T11:48'], // 44.8 of 56 h: 2, then 8 on 13, 14, 24, 25, 26; 2.8 on the 27th
    ['1wd', '2026-02-18T12:00', '2026-02-24T15:24'], // 6.4 of 8 h, none of them before the 24th
  ])('of %s from %s is due soon %s', (limit, start, end) => {
    expect(local(soon(at(start), parseLimit(limit)))).toBe(end)
  })
})

/** 10 March 2019: 2:00 becomes 3:00. 3 November 2019: 2:00 becomes 1:00. */
describe('across a clock change an allowance', () => {
  it.each([
    ['24h', '2019-03-09T12:00', '2019-03-10T13:00'],
    ['1d', '2019-03-09T12:00', '2019-03-10T12:00'],
    ['24h', '2019-11-02T12:00', '2019-11-03T11:00'],
    ['1d', '2019-11-02T12:00', '2019-11-03T12:00'],
    ['1d', '2019-03-09T02:30', '2019-03-10T03:30'], // there is no 2:30
    ['2wh', '2019-03-08T16:00', '2019-03-11T10:00'],
    ['1wd', '2019-03-08T10:00', '2019-03-11T10:00'],
    ['5wd', '2019-10-31T18:00', '2019-11-08T09:00'], // from Friday 1 November at 9
  ])('of %s from %s ends %s', (limit, start, end) => {
    expect(local(dueAt(at(start, newYork), parseLimit(limit), baltimore), newYork)).toBe(end)
  })
})

const bases = fc.constantFrom<TimeBase>('hours', 'working hours', 'days', 'working days')
const amounts = fc.integer({ min: 1, max: 400 })
const starts = fc.integer({ min: Date.UTC(2018, 0, 1), max: Date.UTC(2027, 0, 1) })

describe.each([
  ['Gaoling', china, shanghai],
  ['Baltimore', baltimore, newYork],
])('every allowance in %s', (_, calendar, zone) => {
  it('measures what was allowed', () => {
    fc.assert(
      fc.property(starts, amounts, (start, amount) => {
        const due = (base: TimeBase): number => dueAt(start, { amount, base }, calendar)
        expect(calendar.workedBetween(start, due('working hours'))).toBe(amount * hour)
        expect(calendar.workedBetween(start, due('working days'))).toBe(amount * 8 * hour)
        const time = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone)
        expect(due('days')).toBe(time.add({ days: amount }).epochMilliseconds)
        expect(due('hours')).toBe(time.add({ hours: amount }).epochMilliseconds)
      }),
    )
  })

  it('ends later the longer it is', () => {
    fc.assert(
      fc.property(starts, bases, amounts, (start, base, amount) => {
        const shorter = dueAt(start, { amount, base }, calendar)
        expect(dueAt(start, { amount: amount + 1, base }, calendar)).toBeGreaterThan(shorter)
      }),
    )
  })

  it('ends no sooner the later it begins', () => {
    // the clock on the wall goes back an hour once a year, and days are counted by it
    const slack = zone === newYork ? hour : 0
    fc.assert(
      fc.property(starts, fc.nat(100 * hour), bases, amounts, (start, wait, base, amount) => {
        const first = dueAt(start, { amount, base }, calendar)
        const second = dueAt(start + wait, { amount, base }, calendar)
        expect(second).toBeGreaterThanOrEqual(first - (base === 'days' ? slack : 0))
      }),
    )
  })

  it('is due soon between its beginning and its end, the later the larger the share', () => {
    const shares = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(starts, bases, amounts, shares, shares, (since, base, amount, a, b) => {
        const due = dueAt(since, { amount, base }, calendar)
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((share) =>
          dueSoonAt({ since, spent: 0, due, base }, share, calendar),
        )
        expect(less).toBeGreaterThan(since)
        expect(more).toBeGreaterThanOrEqual(less ?? Number.NaN)
        expect(more).toBeLessThan(due)
      }),
    )
  })
})
