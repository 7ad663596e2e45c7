import type { Centre, Period } from '@grid/data/contract'
import { addDays } from '../lib/time.ts'
import type { Note } from './address.ts'
import type { View } from './fields.ts'

/** Days shown when the address names no period. */
export const defaultDays = 30

/** The centre's days with tickets, `to` not included; null where there are none. */
export function extentOf(centre: Pick<Centre, 'extent'>): Period | null {
  const { from, to } = centre.extent
  return from !== null && to !== null && from < to ? { from, to } : null
}

/** The last `days` days of the data; never before its first day. */
export function lastDays(extent: Period, days: number): Period {
  const from = addDays(extent.to, -days)
  if (from < extent.from) return extent
  return { from, to: extent.to }
}

/**
 * The period in force: the one of the address, an open end completed from the data, or else the last 30 days of the
 * data. One that ends before it begins is noted and left out. Null where nothing is asked for and there is no data.
 */
export function periodOf(
  view: Pick<View, 'from' | 'to'>,
  extent: Period | null,
): { period: Period | null; notes: Note[] } {
  const { from, to } = view
  const standard = extent && lastDays(extent, defaultDays)
  if (from === null && to === null) return { period: standard, notes: [] }
  if (from !== null && to !== null) {
    if (from < to) return { period: { from, to }, notes: [] }
    return { period: standard, notes: [{ field: 'to', value: to }] }
  }
  if (from !== null) {
    const end = extent && extent.to > from ? extent.to : addDays(from, 1)
    return { period: { from, to: end }, notes: [] }
  }
  if (to === null) return { period: standard, notes: [] }
  const begin = addDays(to, -defaultDays)
  return {
    period: { from: extent && extent.from > begin && extent.from < to ? extent.from : begin, to },
    notes: [],
  }
}
