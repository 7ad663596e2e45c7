import type { Basis, Filter, Period } from '@grid/data/contract'
import { addDays, daysBetween, type Extent, yearsBefore } from '../centre/index.ts'
import type { Asking } from './asking.ts'

/**
 * What the answer to a filter stands on: its instant, its period, and the two periods it is compared with. An open end
 * of a period is the end of the data. A period the data does not wholly reach back to is null: half a month beside a
 * whole one would mislead.
 */
export function basisOf(asking: Asking, filter: Filter): Basis {
  const { centre } = asking
  const period = periodOf(filter, centre.extent)
  const reaches = (past: Period | null) =>
    past && centre.extent.from !== null && centre.extent.from <= past.from ? past : null
  return {
    asOf: new Date(asOfOf(asking, filter)).toISOString(),
    period,
    previousPeriod: reaches(period && previous(period)),
    lastYearPeriod: reaches(period && lastYear(period)),
    dataVersion: centre.version,
    synthetic: centre.pack.synthetic,
  }
}

/** The instant of the present in milliseconds: the filter's own or the asking's. */
export function asOfOf(asking: Asking, filter: Filter): number {
  return filter.asOf === undefined ? asking.present : Date.parse(filter.asOf)
}

/** Null where the filter names neither end. */
export function periodOf({ from, to }: Filter, extent: Extent): Period | null {
  if (from !== undefined && to !== undefined) return { from, to }
  if (from !== undefined) {
    const end = extent.to
    return { from, to: end !== null && end > from ? end : addDays(from, 1) }
  }
  if (to === undefined) return null
  const start = extent.from
  return { from: start !== null && start < to ? start : addDays(to, -1), to }
}

/** The same number of days directly before. */
export function previous({ from, to }: Period): Period {
  return { from: addDays(from, -daysBetween(from, to)), to: from }
}

/** The same dates a year earlier; what would be empty because of a 29 February is one day long. */
export function lastYear(period: Period): Period {
  const from = yearsBefore(period.from, 1)
  const to = yearsBefore(period.to, 1)
  return { from, to: from < to ? to : addDays(from, 1) }
}
