import type { LocalDate, Period } from '@grid/data/contract'
import { addDays } from '../lib/time.ts'

/** The days a before-and-after question can be about, both included. */
export interface EffectDates {
  first: LocalDate
  last: LocalDate
}

/**
 * The days with a whole month of data on each side: from the first day of the second whole month to the first day of
 * the last. `asOf` is the day of a present fixed in the past, which ends the data earlier. Null where there are fewer
 * than two whole months.
 */
export function effectDates(extent: Period | null, asOf: LocalDate | null): EffectDates | null {
  if (extent === null) return null
  const end = asOf !== null && asOf < extent.to ? asOf : extent.to
  const firstWhole = extent.from.endsWith('-01') ? extent.from : nextMonth(extent.from)
  const first = nextMonth(firstWhole)
  const last = monthBefore(end)
  return first <= last ? { first, last } : null
}

/** The first day of the month after a day's own. */
function nextMonth(day: LocalDate): LocalDate {
  return firstOfMonth(addDays(firstOfMonth(day), 31))
}

/** The first day of the last month that is over when `end` begins. */
function monthBefore(end: LocalDate): LocalDate {
  return firstOfMonth(addDays(firstOfMonth(end), -1))
}

/** The first day of a day's month. */
export function firstOfMonth(day: LocalDate): LocalDate {
  return `${day.slice(0, 8)}01`
}
