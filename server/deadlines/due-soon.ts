import type { WorkingCalendar } from './calendar.ts'
import { countsWorkingTime, type TimeBase } from './limit.ts'

/** An allowance that is running out. Instants in ms since 1970. */
export interface Running {
  /** since when it has been running without a pause */
  since: number
  /** ms of its own time base that were used before */
  spent: number
  due: number
  /** null where a deadline was given that no rule stands behind: then all time counts */
  base: TimeBase | null
}

/** Time from one instant to another as an allowance counts it, in ms. */
export function counted(from: number, to: number, base: TimeBase | null, calendar: WorkingCalendar): number {
  return base && countsWorkingTime(base) ? calendar.workedBetween(from, to) : to - from
}

/** The instant by which so much of an allowance has been used since `from`. */
export function afterCounted(
  from: number,
  amount: number,
  base: TimeBase | null,
  calendar: WorkingCalendar,
): number {
  return base && countsWorkingTime(base) ? calendar.afterWorked(from, amount) : from + amount
}

/**
 * The instant at which a share (0 to 1) of an allowance is used in its own time base. A deadline that was given and
 * leaves no working time at all is counted in plain time; one that was past from the start is due soon from then on. A share
 * seldom ends with a second: the next whole one counts, and nothing that is told by whole seconds changes.
 */
export function dueSoonAt(running: Running, share: number, calendar: WorkingCalendar): number {
  const { due } = running
  return Math.min(due, Math.ceil(usedAt(running, share, calendar) / 1000) * 1000)
}

function usedAt(running: Running, share: number, calendar: WorkingCalendar): number {
  const { since, spent, due, base } = running
  if (due <= since) return due
  const left = counted(since, due, base, calendar)
  if (left <= 0) return since + Math.round((due - since) * share)
  const missing = Math.round((spent + left) * share) - spent
  return afterCounted(since, Math.max(0, missing), base, calendar)
}
