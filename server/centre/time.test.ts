import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, daysBetween, firstOfMonth, localTimes, mondayOf, startOfDay } from './time.ts'

const day = fc
  .integer({ min: -200_000, max: 500_000 })
  .map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }).toString())
const zones = ['Asia/Shanghai', 'America/New_York', 'Asia/Beirut', 'Pacific/Apia', 'UTC']

describe('local days', () => {
  it('are reckoned as the calendar does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (from, days) => {
        const date = Temporal.PlainDate.from(from)
        expect(addDays(from, days)).toBe(date.add({ days }).toString())
        expect(daysBetween(from, addDays(from, days))).toBe(days)
        expect(mondayOf(from)).toBe(date.subtract({ days: date.dayOfWeek - 1 }).toString())
        expect(firstOfMonth(from)).toBe(date.with({ day: 1 }).toString())
      }),
    )
  })

  it('begin at an instant that lies in them, the one before in the day before', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...zones), (local, zone) => {
        const start = startOfDay(local, zone)
        // Apia has no 30 December 2011
        if (zone === 'Pacific/Apia' && local === '2011-12-30') return
        expect(dayOf(start, zone)).toBe(local)
        expect(dayOf(start - 1, zone) < local).toBe(true)
      }),
    )
  })
})

describe('local times', () => {
  const instant = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2045, 0) })
  /** A quarter of an hour on either side of a change of the clocks, the change itself among them. */
  const change = fc.tuple(instant, fc.constantFrom(...zones), fc.constantFrom(-900_000, -1, 0, 1, 900_000))

  it('are written as the calendar does, whatever was asked before', () => {
    const told = (at: number, zone: string) =>
      Temporal.Instant.fromEpochMilliseconds(at)
        .toZonedDateTimeISO(zone)
        .toString({ timeZoneName: 'never', smallestUnit: at % 1000 === 0 ? 'second' : 'millisecond' })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (asked) => {
        for (const [at, zone, aside] of asked) {
          const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
          const next = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? at
          for (const one of [at, next + aside]) expect(localTimes(zone)(one)).toBe(told(one, zone))
        }
      }),
    )
  })
})
