import { Temporal } from 'temporal-polyfill'

/** The instant a local day begins, in milliseconds since 1970; where the clock skips midnight, the first that exists. */
export function startOfDay(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds
}

/** The local day of an instant in milliseconds since 1970. */
export function dayOf(instant: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** A day so many days later (earlier where negative). */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** The same date some years earlier; 29 February becomes the 28th. */
export function yearsBefore(day: string, years: number): string {
  return Temporal.PlainDate.from(day).subtract({ years }).toString()
}

/** Days from one day to a later one. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days
}

/** The Monday on or before a day. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek)
}

/** The first of a day's month, so many months later. */
export function firstOfMonth(day: string, later = 0): string {
  return Temporal.PlainDate.from(day).with({ day: 1 }).add({ months: later }).toString()
}

/** The later of two days. */
export function laterDay(a: string, b: string): string {
  return Temporal.PlainDate.compare(a, b) > 0 ? a : b
}

/** The earlier of two days. */
export function earlierDay(a: string, b: string): string {
  return Temporal.PlainDate.compare(a, b) < 0 ? a : b
}
