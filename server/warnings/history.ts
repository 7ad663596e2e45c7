import type { Period } from '@grid/data/contract'
import { addDays, daysBetween, laterDay, yearsBefore } from '../centre/index.ts'

/** Days scanned: a cluster lasts at most so long. */
export const scannedDays = 28
/** Days directly before those scanned that tell where tickets usually are. */
const recentDays = 91
/** The same where no earlier year has the season. */
const recentDaysAlone = 182
/** Days around the same dates of an earlier year that count as the same season. */
const around = 31
/** Earlier years looked at. */
const years = 3
/** With less history nothing can be expected. */
const fewestDays = 56

/** The days of a scan, and those its expected numbers rest on. */
export interface History {
  window: Period
  /** days that tell the places' parts and the weekdays' parts, the latest first; they do not overlap */
  reference: Period[]
  /** the same days of earlier years with seven more at both ends: the course of the season within the window */
  season: { years: number; period: Period }[]
  /** local days in `reference` */
  days: number
}

/** What a scan up to a day (not included) rests on in data that begins on another; null where that is too little. */
export function historyBefore(to: string, begins: string | null): History | null {
  const window = { from: addDays(to, -scannedDays), to }
  if (begins === null) return null
  const earlier = Array.from({ length: years }, (_, index) => index + 1).filter(
    (year) => addDays(yearsBefore(window.from, year), -around) >= begins,
  )
  const recent = earlier.length > 0 ? recentDays : recentDaysAlone
  const since = laterDay(begins, addDays(window.from, -recent))
  if (daysBetween(since, window.from) < fewestDays) return null
  const reference = [
    { from: since, to: window.from },
    ...earlier.map((year) => widened(window, year, around)),
  ]
  return {
    window,
    reference,
    season: earlier.map((year) => ({ years: year, period: widened(window, year, 7) })),
    days: reference.reduce((sum, period) => sum + daysBetween(period.from, period.to), 0),
  }
}

function widened({ from, to }: Period, year: number, by: number): Period {
  return { from: addDays(yearsBefore(from, year), -by), to: addDays(yearsBefore(to, year), by) }
}
