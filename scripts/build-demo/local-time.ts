/**
 * Time inside the generator: whole minutes of the centre's local time since 1970-01-01T00:00 local, and days since the
 * same. China has kept one offset since 1991, so no zone rules are needed.
 */
export type Minute = number
export type Day = number

export const minutesPerDay = 1440
const offset = '+08:00'
const minutesAhead = 8 * 60

/** The day of `YYYY-MM-DD`; proleptic Gregorian, counted in eras of 400 years from 1 March. */
export function dayOf(date: string): Day {
  const [year = 0, month = 0, date_ = 0] = date.split('-').map(Number)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date_ - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** Year, month (1-12) and day of the month. */
export function civil(day: Day): { year: number; month: number; date: number } {
  const z = day + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, date: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 }
}

/** 0 Sunday to 6 Saturday. */
export function weekday(day: Day): number {
  return (((day + 4) % 7) + 7) % 7
}

export function dayAt(minute: Minute): Day {
  return Math.floor(minute / minutesPerDay)
}

/** A minute as ms since 1970 in UTC. */
export function instantOf(minute: Minute): number {
  return (minute - minutesAhead) * 60_000
}

/** The minute of ms since 1970 in UTC. */
export function minuteAt(instant: number): Minute {
  return instant / 60_000 + minutesAhead
}

/** `YYYY-MM-DD` */
export function dateText(day: Day): string {
  const { year, month, date } = civil(day)
  return `${year}-${two(month)}-${two(date)}`
}

/** ISO 8601 with the offset, to the second, e.g. `2024-07-01T08:05:00+08:00`. */
export function isoText(minute: Minute): string {
  const rest = minute - dayAt(minute) * minutesPerDay
  return `${dateText(dayAt(minute))}T${two(Math.floor(rest / 60))}:${two(rest % 60)}:00${offset}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
