import type { CentrePack } from '@grid/data/contract'
import { calendarProblems } from './contradictions.ts'
import { type Day, dayNumber, LocalDays, lastDay } from './days.ts'

/** Days worked out at a time. */
const stretch = 3660

/**
 * Working time of a centre: Monday to Friday less the holidays, plus the make-up working days, between the hours of the
 * calendar on the local clock. Instants are ms since 1970, amounts are ms, days are counted from 1970-01-01. Every
 * question throws a RangeError outside the years 1970 to 2999.
 */
export class WorkingCalendar {
  /** ms worked before each day; one more than there are days */
  private readonly worked: number[] = [0]
  /** working days before each day */
  private readonly before: number[] = []
  private readonly workingDays: Day[] = []
  private readonly holidays: ReadonlySet<Day>
  private readonly makeUpDays: ReadonlySet<Day>
  private readonly from: number
  private readonly to: number

  constructor(
    { holidays, makeUpDays, hours }: CentrePack['calendar'],
    readonly days: LocalDays,
  ) {
    this.holidays = new Set(holidays.map(dayNumber))
    this.makeUpDays = new Set(makeUpDays.map(dayNumber))
    this.from = wallTime(hours.from)
    this.to = wallTime(hours.to)
  }

  isWorkingDay(day: Day): boolean {
    if (!this.days.exists(day)) return false
    if (this.makeUpDays.has(day)) return true
    // 1970-01-01 was a Thursday
    const weekday = (day + 4) % 7
    return weekday !== 0 && weekday !== 6 && !this.holidays.has(day)
  }

  /** The n-th working day after a day, which is itself not counted. */
  workingDayAfter(day: Day, n = 1): Day {
    return this.workingDayAt(this.workingDaysUntil(day + 1) + n - 1)
  }

  /** The n-th working day before a day, which is itself not counted. */
  workingDayBefore(day: Day, n = 1): Day {
    return this.workingDayAt(this.workingDaysUntil(day) - n)
  }

  /** Working time from one instant to another, negative where that is earlier. */
  workedBetween(from: number, to: number): number {
    return this.workedUntil(to) - this.workedUntil(from)
  }

  /** The first instant by which so much time has been worked since `from`; `from` itself for none. */
  afterWorked(from: number, amount: number): number {
    if (amount <= 0) return from
    const target = this.workedUntil(from) + amount
    while ((this.worked.at(-1) ?? 0) < target) this.reach(this.before.length)
    let low = 0
    for (let high = this.before.length; low < high; ) {
      const middle = (low + high) >>> 1
      if ((this.worked[middle + 1] ?? 0) < target) low = middle + 1
      else high = middle
    }
    return this.hoursOf(low).opens + target - (this.worked[low] ?? 0)
  }

  /** The instant itself where it is working time, else the next opening. */
  nextWorked(instant: number): number {
    let day = this.days.dayOf(instant)
    if (!this.isWorkingDay(day)) day = this.workingDayAfter(day)
    for (;;) {
      const { opens, closes } = this.hoursOf(day)
      if (instant < closes && opens < closes) return Math.max(instant, opens)
      day = this.workingDayAfter(day)
    }
  }

  private workedUntil(instant: number): number {
    const day = this.days.dayOf(instant)
    this.reach(day)
    const worked = this.worked[day] ?? 0
    // nothing is worked on this day
    if (this.worked[day + 1] === worked) return worked
    const { opens, closes } = this.hoursOf(day)
    return worked + Math.max(0, Math.min(instant, closes) - opens)
  }

  /** A clock change may take a part of the hours, or all of them. */
  private hoursOf(day: Day): { opens: number; closes: number } {
    const opens = this.days.instantOf(day, this.from)
    return { opens, closes: Math.max(opens, this.days.instantOf(day, this.to)) }
  }

  private workingDaysUntil(day: Day): number {
    this.reach(day)
    return this.before[day] ?? 0
  }

  private workingDayAt(index: number): Day {
    while (index >= this.workingDays.length) this.reach(this.before.length)
    const day = this.workingDays[index]
    if (day === undefined) throw outside()
    return day
  }

  /** Works out the days up to the wanted one and some more. */
  private reach(wanted: Day): void {
    if (wanted < this.before.length) return
    if (!(wanted <= lastDay)) throw outside()
    const end = Math.min(wanted + stretch, lastDay)
    for (let day = this.before.length; day <= end; day++) {
      this.before.push(this.workingDays.length)
      let hours = 0
      if (this.isWorkingDay(day)) {
        this.workingDays.push(day)
        const { opens, closes } = this.hoursOf(day)
        hours = closes - opens
      }
      this.worked.push((this.worked[day] ?? 0) + hours)
    }
  }
}

function outside(): RangeError {
  return new RangeError('is outside the years 1970 to 2999')
}

/** Compiles a pack's calendar for its zone; a RangeError names what contradicts itself in it. */
export function compileCalendar(calendar: CentrePack['calendar'], timeZone: string): WorkingCalendar {
  const problems = calendarProblems(calendar)
  if (problems.length > 0) throw new RangeError(problems.join('\n'))
  return new WorkingCalendar(calendar, new LocalDays(timeZone))
}

/** `HH:MM` in ms after midnight. */
function wallTime(clock: string): number {
  return Date.parse(`1970-01-01T${clock}:00Z`)
}
