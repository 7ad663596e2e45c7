import type { LocalDate, Period } from '@grid/data/contract'
import { firstOfMonth } from '../lib/time.ts'

/** Months that a trend reaches back over. */
const months = 12

/**
 * The whole months that a trend shows: twelve up to the end of a period, fewer where the data does not reach back so
 * far. A month that is not over says nothing beside whole ones and is left out. `asOf` is the day of a present fixed in
 * the past. Null where there are fewer than two.
 */
export function trendMonths(
  period: Period | null,
  extent: Period | null,
  asOf: LocalDate | null,
): Period | null {
  if (!period || !extent) return null
  // days written this way sort as they follow each other
  const [end = period.to] = [period.to, extent.to, ...(asOf === null ? [] : [asOf])].sort()
  const to = firstOfMonth(end)
  const whole = firstOfMonth(extent.from, extent.from.endsWith('-01') ? 0 : 1)
  const [, from = whole] = [whole, firstOfMonth(to, -months)].sort()
  return from < firstOfMonth(to, -1) ? { from, to } : null
}
