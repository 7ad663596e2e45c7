// Packs and times for this room's tests.
import { readFileSync } from 'node:fs'
import { CentrePack } from '@grid/data/contract'
import { Temporal } from 'temporal-polyfill'
import { compileCalendar, type WorkingCalendar } from './calendar.ts'

/** The demo's pack, with the public holidays and make-up working days of 2024 to 2026 and work from 9 to 17. */
export const gaoling = CentrePack.parse(
  JSON.parse(readFileSync(new URL('../../data/packs/gaoling/centre.json', import.meta.url), 'utf8')),
)
export const shanghai = 'Asia/Shanghai'
/** The time of Baltimore. */
export const newYork = 'America/New_York'

/** Working time as a pack would have it. */
export function calendarOf(zone: string, calendar: object = {}): WorkingCalendar {
  return compileCalendar(packOf({ calendar }).calendar, zone)
}

/** The smallest pack with these keys. */
export function packOf(keys: object): CentrePack {
  return CentrePack.parse({ name: 'Test', timeZone: shanghai, ...keys })
}

/** The instant of a local time, e.g. `2025-09-26T10:00`, in ms since 1970. */
export function at(local: string, zone = shanghai): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds
}

/** The local time of an instant, without its seconds where there are none. */
export function local(instant: number | null, zone = shanghai): string | null {
  if (instant === null) return null
  const time = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  return time.toPlainDateTime().toString().replace(/:00$/, '')
}
