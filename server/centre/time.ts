import { Temporal } from 'temporal-polyfill'

const dayMs = 86_400_000
/** Beginnings of days asked for before: a series over years asks for each twice, and zones are slow to reckon. */
const beginnings = new Map<string, number>()
const mostBeginnings = 20_000

/** The instant a local day begins, in milliseconds since 1970; where the clock skips midnight, the first that exists. */
export function startOfDay(day: string, timeZone: string): number {
  const key = `${day} ${timeZone}`
  const known = beginnings.get(key)
  if (known !== undefined) return known
  if (beginnings.size >= mostBeginnings) beginnings.clear()
  const start = Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds
  beginnings.set(key, start)
  return start
}

/** The local day of an instant in milliseconds since 1970. */
export function dayOf(instant: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** A day so many days later (earlier where negative). */
export function addDays(day: string, days: number): string {
  return dayAt(numberOf(day) + days)
}

/** The same date some years earlier; 29 February becomes the 28th. */
export function yearsBefore(day: string, years: number): string {
  return Temporal.PlainDate.from(day).subtract({ years }).toString()
}

/** The same date some months earlier; a day that month does not have becomes its last. */
export function monthsBefore(day: string, months: number): string {
  return Temporal.PlainDate.from(day).subtract({ months }).toString()
}

/** Days from one day to a later one. */
export function daysBetween(from: string, to: string): number {
  return numberOf(to) - numberOf(from)
}

/** The Monday on or before a day. */
export function mondayOf(day: string): string {
  // 1970-01-01, day 0, was a Thursday
  const number = numberOf(day)
  return dayAt(number - ((((number + 3) % 7) + 7) % 7))
}

/** The first of a day's month, so many months later. */
export function firstOfMonth(day: string, later = 0): string {
  return Temporal.PlainDate.from(day).with({ day: 1 }).add({ months: later }).toString()
}

/** The later of two days. */
export function laterDay(a: string, b: string): string {
  return numberOf(a) > numberOf(b) ? a : b
}

/** The earlier of two days. */
export function earlierDay(a: string, b: string): string {
  return numberOf(a) < numberOf(b) ? a : b
}

/** A calendar day as a number, 0 for 1970-01-01; no zone has a part in it. */
function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs
}

function dayAt(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10)
}

/** Writes instants, in milliseconds since 1970, as local times with their offset: `2026-03-01T08:00:00+08:00`. */
export function localTimes(timeZone: string): (instant: number) => string {
  const writer = writers.get(timeZone) ?? timesIn(timeZone)
  writers.set(timeZone, writer)
  return writer
}

/** What a zone's days and offsets are is found out once: answers of a few rows come by the thousand. */
const writers = new Map<string, (instant: number) => string>()

function timesIn(timeZone: string): (instant: number) => string {
  // a zone's clocks are put forward or back twice a year at most, days are few: a file asks for the same again and again
  const spans: Span[] = []
  let span: Span | undefined
  const days = new Map<number, string>()
  return (instant) => {
    if (!span || instant < span.from || instant >= span.to) {
      span = spans.find(({ from, to }) => from <= instant && instant < to) ?? spanAt(instant, timeZone)
      if (!spans.includes(span)) spans.push(span)
    }
    const local = instant + span.minutes * 60_000
    const dayNumber = Math.floor(local / dayMs)
    let day = days.get(dayNumber)
    if (day === undefined) {
      day = dayAt(dayNumber)
      days.set(dayNumber, day)
    }
    const time = local - dayNumber * dayMs
    const seconds = Math.floor(time / 1000)
    const fraction = Math.floor(time - seconds * 1000)
    const written = `${day}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    return `${written}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}${span.written}`
  }
}

/** A stretch of time in which a zone's offset stays the same; from and to in milliseconds since 1970, `to` not included. */
interface Span {
  from: number
  to: number
  minutes: number
  written: string
}

function spanAt(instant: number, timeZone: string): Span {
  const zoned = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const at = zoned(Math.floor(instant))
  const minutes = at.offsetNanoseconds / 60e9
  const whole = Math.abs(Math.round(minutes))
  return {
    // the last change before the next millisecond may be that of this one
    from: zoned(Math.floor(instant) + 1).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    to: at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    minutes,
    written: `${minutes < 0 ? '-' : '+'}${two(Math.floor(whole / 60))}:${two(whole % 60)}`,
  }
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}
