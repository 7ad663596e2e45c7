import type { CentrePack } from '@grid/data/contract'
import { type Day, dayAt, dayOf, type Minute, minutesPerDay, weekday } from './local-time.ts'

/** Which days are worked and during which minutes of the day. */
export interface WorkingTime {
  isWorkingDay: (day: Day) => boolean
  /** minutes after midnight */
  opens: number
  closes: number
}

/** Working time of a pack's calendar: Monday to Friday less holidays, plus make-up days. */
export function workingTime(calendar: CentrePack['calendar']): WorkingTime {
  const holidays = new Set(calendar.holidays.map(dayOf))
  const makeUp = new Set(calendar.makeUpDays.map(dayOf))
  const isWorkingDay = (day: Day): boolean => {
    if (makeUp.has(day)) return true
    return weekday(day) >= 1 && weekday(day) <= 5 && !holidays.has(day)
  }
  return { isWorkingDay, opens: minuteOfDay(calendar.hours.from), closes: minuteOfDay(calendar.hours.to) }
}

/** The same minute when it is worked, else the next opening. */
export function nextWorked(minute: Minute, time: WorkingTime): Minute {
  let day = dayAt(minute)
  const ofDay = minute - day * minutesPerDay
  if (time.isWorkingDay(day)) {
    if (ofDay < time.opens) return day * minutesPerDay + time.opens
    if (ofDay < time.closes) return minute
  }
  do day++
  while (!time.isWorkingDay(day))
  return day * minutesPerDay + time.opens
}

/**
 * When an allowance that starts at `from` runs out: `h` and `d` run through nights and holidays (a day is 24 hours);
 * `wh` counts worked minutes; `wd` is the same time of day that many working days later. A start outside working time
 * counts from the next opening for `wh` and `wd`.
 */
export function dueAt(from: Minute, limit: string, time: WorkingTime): Minute {
  const amount = Number.parseInt(limit, 10)
  if (limit.endsWith('wd')) return afterWorkingDays(nextWorked(from, time), amount, time)
  if (limit.endsWith('wh')) return afterWorkedMinutes(nextWorked(from, time), amount * 60, time)
  return from + amount * (limit.endsWith('d') ? minutesPerDay : 60)
}

function afterWorkingDays(from: Minute, amount: number, time: WorkingTime): Minute {
  let day = dayAt(from)
  for (let left = amount; left > 0; ) if (time.isWorkingDay(++day)) left--
  return from + (day - dayAt(from)) * minutesPerDay
}

function afterWorkedMinutes(from: Minute, amount: number, time: WorkingTime): Minute {
  let at = from
  let left = amount
  for (;;) {
    const closing = dayAt(at) * minutesPerDay + time.closes
    if (left <= closing - at) return at + left
    left -= closing - at
    at = nextWorked(closing, time)
  }
}

function minuteOfDay(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}
