import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { dayNumber, LocalDays } from './days.ts'

/** Among them half an hour of summer time, clock changes at midnight, a day left out, and a month of winter time. */
const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
]
const instants = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2110, 0, 1) })
const dayMs = 86_400_000

describe.each(zones)('the days of %s', (timeZone) => {
  const days = new LocalDays(timeZone)
  const zoned = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone)

  it('begin where Temporal has them begin, and hold the instants that it puts there', () => {
    fc.assert(
      fc.property(instants, (ms) => {
        const date = zoned(ms).toPlainDate()
        const day = dayNumber(date.toString())
        expect(days.dayOf(ms)).toBe(day)
        expect(days.startOf(day)).toBe(date.toZonedDateTime(timeZone).epochMilliseconds)
      }),
      { numRuns: 500 },
    )
  })

  it('show the time of the clock, and find it again as Temporal does', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: dayMs - 1 }), (ms, wall) => {
        const date = zoned(ms).toPlainDate()
        const time = zoned(ms).toPlainTime()
        const shown = Temporal.PlainTime.from('00:00').until(time).total('milliseconds')
        expect(days.wallOf(ms)).toBe(shown)
        const plain = date.toPlainDateTime('00:00').add({ milliseconds: wall })
        const day = dayNumber(date.toString())
        expect(days.instantOf(day, wall)).toBe(plain.toZonedDateTime(timeZone).epochMilliseconds)
      }),
      { numRuns: 500 },
    )
  })
})

describe('days of a clock change', () => {
  it('are found among all days of 60 years', () => {
    for (const timeZone of zones) {
      const days = new LocalDays(timeZone)
      for (let date = Temporal.PlainDate.from('1971-01-01'); date.year < 2031; date = date.add({ days: 1 })) {
        const start = days.startOf(dayNumber(date.toString()))
        if (start !== date.toZonedDateTime(timeZone).epochMilliseconds) expect.fail(`${timeZone} ${date}`)
      }
    }
  })

  it('leave out what the zone left out', () => {
    const apia = new LocalDays('Pacific/Apia')
    expect(['2011-12-29', '2011-12-30', '2011-12-31'].map((date) => apia.exists(dayNumber(date)))).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('instants that no calendar holds', () => {
  const days = new LocalDays('Asia/Shanghai')
  it.each([Date.UTC(1969, 0, 1), Date.UTC(3000, 0, 2), Number.NaN, Number.POSITIVE_INFINITY])('%s', (ms) => {
    expect(() => days.dayOf(ms)).toThrow(RangeError)
  })
})
