import { Limit as LimitText } from '@grid/data/contract'
import type { WorkingCalendar } from './calendar.ts'

/** What an allowance is counted in. */
export type TimeBase = 'hours' | 'working hours' | 'days' | 'working days'

/** An allowance: so many hours or days of its time base. */
export interface Limit {
  amount: number
  base: TimeBase
}

const bases: Readonly<Record<string, TimeBase>> = {
  h: 'hours',
  wh: 'working hours',
  d: 'days',
  wd: 'working days',
}
const hour = 3_600_000

/** Reads `2h`, `16wh`, `3d` or `5wd`; a RangeError for anything else. */
export function parseLimit(text: string): Limit {
  const base = bases[text.replace(/^\d+/, '')]
  if (!base || !LimitText.safeParse(text).success) {
    throw new RangeError(`${text} is not an allowance: write 2h, 16wh, 3d or 5wd`)
  }
  return { amount: Number.parseInt(text, 10), base }
}

/** True where nights, weekends and holidays do not count. */
export function countsWorkingTime(base: TimeBase): boolean {
  return base === 'working hours' || base === 'working days'
}

/**
 * The instant (ms since 1970) an allowance that begins at `start` runs out:
 * - hours run on through nights and holidays;
 * - working hours are those of the calendar;
 * - days end at the same time of the local day, that many days later;
 * - working days end at the same time of day, that many working days later; a start outside working time counts from
 *   the next opening.
 *
 * A RangeError where that is outside the years 1970 to 2999.
 */
export function dueAt(start: number, { amount, base }: Limit, calendar: WorkingCalendar): number {
  const { days } = calendar
  switch (base) {
    case 'hours':
      return start + amount * hour
    case 'working hours':
      return calendar.afterWorked(start, amount * hour)
    case 'days':
      return days.instantOf(days.dayOf(start) + amount, days.wallOf(start))
    case 'working days': {
      const counted = calendar.nextWorked(start)
      return days.instantOf(calendar.workingDayAfter(days.dayOf(counted), amount), days.wallOf(counted))
    }
  }
}
