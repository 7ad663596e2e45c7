import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { zoneOf } from './zone.ts'

const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
]
const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 11, 31) })

describe.each(zones)('the clock of %s', (timeZone) => {
  const zone = zoneOf(timeZone)

  it('has the offset and the local day that Temporal has', () => {
    fc.assert(
      fc.property(instants, (ms) => {
        const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone)
        expect(zone.offsetAt(ms)).toBe(local.offsetNanoseconds / 1e6)
        expect(zone.localDay(ms)).toBe(local.toPlainDate().toString())
      }),
    )
  })

  it('takes local times, skipped and repeated ones too, as Temporal does', () => {
    const nearChange = fc.tuple(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 0, max: 366 * 48 }))
    fc.assert(
      fc.property(nearChange, ([year, halfHour]) => {
        const local = Date.UTC(year, 0, 1) + halfHour * 1_800_000 + 900_000
        const written = Temporal.PlainDateTime.from(new Date(local).toISOString().slice(0, -1))
        expect(zone.instantOf(local)).toBe(written.toZonedDateTime(timeZone).epochMilliseconds)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('clock changes', () => {
  const zone = zoneOf('America/New_York')
  it.each([
    // 2019-03-10 02:30 does not exist: taken by the winter offset -05:00 it is 03:30 of summer time
    ['2019-03-10T02:30', '2019-03-10T07:30:00.000Z'],
    // 2019-11-03 01:30 comes twice: the first is in summer time -04:00
    ['2019-11-03T01:30', '2019-11-03T05:30:00.000Z'],
    ['2019-07-01T00:00', '2019-07-01T04:00:00.000Z'],
  ])('%s is %s', (local, instant) => {
    expect(new Date(zone.instantOf(Date.parse(`${local}Z`))).toISOString()).toBe(instant)
  })
})
