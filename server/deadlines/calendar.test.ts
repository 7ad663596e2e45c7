import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { compileCalendar } from './calendar.ts'
import { dayNumber } from './days.ts'
import { at, calendarOf, gaoling, local, newYork, shanghai } from './examples.ts'

const hour = 3_600_000
const china = compileCalendar(gaoling.calendar, shanghai)
const dateOf = (day: number): string => local(day * 24 * hour, 'UTC')?.slice(0, 10) ?? ''

describe('working days', () => {
  it.each([
    ['2025-09-26', true, 'a Friday'],
    ['2025-09-27', false, 'a Saturday'],
    ['2025-09-28', true, 'a Sunday made up for National Day'],
    ['2025-10-01', false, 'National Day, a Wednesday'],
    ['2025-10-08', false, 'last day of National Day and Mid-Autumn, a Wednesday'],
    ['2025-10-09', true, 'the Thursday after'],
    ['2025-10-11', true, 'a Saturday made up'],
    ['2025-10-12', false, 'the Sunday after it'],
    ['2026-02-14', true, 'a Saturday made up for the Spring Festival'],
    ['2026-02-23', false, 'last day of the Spring Festival, a Monday'],
    ['2026-02-28', true, 'a Saturday made up'],
  ])('%s: %s, %s', (date, works) => {
    expect(china.isWorkingDay(dayNumber(date))).toBe(works)
  })

  it.each([
    ['2025-09-26', '2025-09-28'],
    ['2025-09-30', '2025-10-09'],
    ['2025-10-04', '2025-10-09'],
    ['2025-10-10', '2025-10-11'],
    ['2026-02-14', '2026-02-24'],
  ])('the first after %s is %s', (date, next) => {
    expect(dateOf(china.workingDayAfter(dayNumber(date)))).toBe(next)
  })

  it.each([
    ['2025-10-09', '2025-09-30'],
    ['2025-10-05', '2025-09-30'],
    ['2025-10-13', '2025-10-11'],
    ['2026-02-24', '2026-02-14'],
  ])('the last before %s is %s', (date, last) => {
    expect(dateOf(china.workingDayBefore(dayNumber(date)))).toBe(last)
  })

  it('leave out a Friday that the zone left out', () => {
    // Samoa went from Thursday 29 to Saturday 31 December 2011
    const apia = calendarOf('Pacific/Apia')
    expect(dateOf(apia.workingDayAfter(dayNumber('2011-12-29')))).toBe('2012-01-02')
    const week = apia.workedBetween(
      at('2011-12-26T00:00', 'Pacific/Apia'),
      at('2012-01-02T00:00', 'Pacific/Apia'),
    )
    expect(week).toBe(4 * 8 * hour)
  })
})

describe('working time', () => {
  it.each([
    // 16 to 17 on 30 September, 9 to 10 on 9 October
    ['2025-09-30T16:00', '2025-10-09T10:00', 2],
    // 9, 10, 11, 13-17, 20-24, 27-31 October: 18 days of 8 hours
    ['2025-10-01T00:00', '2025-11-01T00:00', 144],
    // 2-6, 9-13, 14, 24-27, 28 February: 16 days
    ['2026-02-01T00:00', '2026-03-01T00:00', 128],
    ['2025-10-03T08:00', '2025-10-07T20:00', 0],
    ['2025-09-26T12:00', '2025-09-26T10:00', -2],
  ])('from %s to %s is %s hours', (from, to, hours) => {
    expect(china.workedBetween(at(from), at(to))).toBe(hours * hour)
  })

  it.each([
    ['2025-09-26T16:59', '2025-09-26T16:59'],
    ['2025-09-26T17:00', '2025-09-28T09:00'],
    ['2025-09-28T08:59', '2025-09-28T09:00'],
    ['2025-10-01T10:00', '2025-10-09T09:00'],
  ])('at %s goes on at %s', (from, next) => {
    expect(local(china.nextWorked(at(from)))).toBe(next)
  })

  it('is as long as the clock makes it on days of a clock change', () => {
    const sundays = ['2019-03-10', '2019-11-03']
    const early = calendarOf(newYork, { makeUpDays: sundays, hours: { from: '01:00', to: '09:00' } })
    const hours = sundays.map((day) =>
      early.workedBetween(at(`${day}T00:00`, newYork), at(`${day}T23:00`, newYork)),
    )
    // 2:00 to 3:00 is left out in March, 1:00 to 2:00 comes twice in November
    expect(hours).toEqual([7 * hour, 9 * hour])
    const gap = calendarOf(newYork, { makeUpDays: sundays, hours: { from: '02:00', to: '03:00' } })
    expect(local(gap.nextWorked(at('2019-03-10T00:00', newYork)), newYork)).toBe('2019-03-11T02:00')
  })

  it('is what counting quarters of an hour by the clock on the wall gives', () => {
    const calendar = calendarOf(newYork, {
      holidays: ['2019-11-11'],
      makeUpDays: ['2019-03-10', '2019-11-03'],
    })
    const isWorked = (ms: number): boolean => {
      const time = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(newYork)
      const date = time.toPlainDate().toString()
      const works = time.dayOfWeek <= 5 ? date !== '2019-11-11' : ['2019-03-10', '2019-11-03'].includes(date)
      return works && time.hour >= 9 && time.hour < 17
    }
    for (const [from, days] of [
      ['2019-03-06T11:15', 8],
      ['2019-10-30T20:30', 14],
    ] as const) {
      const start = at(from, newYork)
      let counted = 0
      for (let ms = start; ms < start + days * 24 * hour; ms += hour / 4) {
        expect(calendar.workedBetween(start, ms)).toBe(counted)
        if (isWorked(ms)) counted += hour / 4
      }
    }
  })
})

describe.each([shanghai, newYork, 'Australia/Lord_Howe', 'Pacific/Apia'])('in %s', (zone) => {
  const spans = fc
    .tuple(fc.integer({ min: 0, max: 1438 }), fc.integer({ min: 0, max: 1439 }))
    .filter(([a, b]) => a < b)
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const dates = fc.integer({ min: dayNumber('2011-01-01'), max: dayNumber('2027-12-31') }).map(dateOf)
  const calendars = fc
    .tuple(spans, fc.uniqueArray(dates, { maxLength: 60 }), fc.nat(60))
    .map(([[from, to], days, split]) =>
      calendarOf(zone, {
        holidays: days.slice(0, split),
        makeUpDays: [...days.slice(split), ...(days.includes('2019-03-10') ? [] : ['2019-03-10'])],
        hours: { from: clock(from), to: clock(to) },
      }),
    )
  const instants = fc.integer({ min: Date.UTC(2011, 0, 1), max: Date.UTC(2027, 0, 1) })
  const amounts = fc.integer({ min: 0, max: 400 * hour })

  it('adding working time and then measuring it gives what was added', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, (calendar, from, amount) => {
        const end = calendar.afterWorked(from, amount)
        expect(calendar.workedBetween(from, end)).toBe(amount)
        // and it is the first such instant
        if (amount > 0) expect(calendar.workedBetween(from, end - 1)).toBe(amount - 1)
      }),
    )
  })

  it('the next working time is the first instant after which time is worked', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, from) => {
        const next = calendar.nextWorked(from)
        expect(calendar.workedBetween(from, next)).toBe(0)
        expect(calendar.workedBetween(next, next + 1)).toBe(1)
        expect(calendar.nextWorked(next)).toBe(next)
      }),
    )
  })

  it('working days go forward and back by the same steps', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 300 }), (calendar, from, n) => {
        const first = calendar.workingDayAfter(calendar.days.dayOf(from))
        const later = calendar.workingDayAfter(first, n)
        expect(calendar.isWorkingDay(later)).toBe(true)
        expect(calendar.workingDayBefore(later, n)).toBe(first)
      }),
    )
  })
})
