import { Temporal } from 'temporal-polyfill'

/** A local calendar day as days since 1970-01-01. */
export type Day = number

const DAY = 86_400_000
/** Days worked out at a time. */
const stretch = 3660
/** The last day that is known, in 2999. */
export const lastDay: Day = Date.parse('2999-12-31T00:00:00Z') / DAY

/** The number of a day written `YYYY-MM-DD`. */
export function dayNumber(date: string): Day {
  return Date.parse(`${date}T00:00:00Z`) / DAY
}

/**
 * The local days of a time zone from 1970 to 2999 and the clock on the wall. Days are worked out as far as they are
 * asked for; after that a question costs a look into a table, but for the days of a clock change.
 */
export class LocalDays {
  /** the instant each day begins, in ms since 1970; one more than there are whole days */
  private readonly starts: number[]
  private change: number

  /** Throws a RangeError for a zone that is not known. */
  constructor(private readonly timeZone: string) {
    const first = Temporal.PlainDate.from('1970-01-01').toZonedDateTime(timeZone)
    this.starts = [first.epochMilliseconds]
    this.change = this.changeAfter(first.epochMilliseconds - 1)
  }

  /** The instant a day begins; a RangeError outside the years 1970 to 2999. */
  startOf(day: Day): number {
    if (day >= this.starts.length) this.reach(day)
    const start = this.starts[day]
    if (start === undefined) throw outside()
    return start
  }

  /** The day of an instant; a RangeError outside the years 1970 to 2999. */
  dayOf(instant: number): Day {
    let day = Math.floor((instant - this.startOf(0)) / DAY)
    while (instant < this.startOf(day)) day--
    while (instant >= this.startOf(day + 1)) day++
    return day
  }

  /** What the clock shows at an instant, in ms after midnight. */
  wallOf(instant: number): number {
    const day = this.dayOf(instant)
    if (this.isPlain(day)) return instant - this.startOf(day)
    const { offsetNanoseconds } = zoned(instant, this.timeZone)
    return instant + offsetNanoseconds / 1e6 - day * DAY
  }

  /**
   * The instant of a clock time of a day. A time that a clock change skips is taken by the offset before the change, of
   * one that comes twice the first counts (RFC 5545).
   */
  instantOf(day: Day, wall: number): number {
    if (this.isPlain(day)) return this.startOf(day) + wall
    const local = zoned(day * DAY + wall, 'UTC').toPlainDateTime()
    return local.toZonedDateTime(this.timeZone).epochMilliseconds
  }

  /** A day that the zone left out, as when a country moves across the date line, has no time at all. */
  exists(day: Day): boolean {
    return this.startOf(day + 1) > this.startOf(day)
  }

  private isPlain(day: Day): boolean {
    return this.startOf(day + 1) - this.startOf(day) === DAY
  }

  private reach(day: Day): void {
    if (!(day <= lastDay + 1)) throw outside()
    const { starts } = this
    const end = Math.min(day + stretch, lastDay + 1)
    while (starts.length <= end) {
      const start = starts[starts.length - 1] ?? 0
      const changes = this.change <= start + DAY
      const next = changes ? this.startByZone(starts.length) : start + DAY
      starts.push(next)
      while (this.change < next) this.change = this.changeAfter(this.change)
    }
  }

  private startByZone(day: Day): number {
    const date = Temporal.PlainDate.from('1970-01-01').add({ days: day })
    return date.toZonedDateTime(this.timeZone).epochMilliseconds
  }

  /** The first change of the zone's offset after an instant, Infinity where none is left. */
  private changeAfter(instant: number): number {
    const next = zoned(instant, this.timeZone).getTimeZoneTransition('next')
    return next?.epochMilliseconds ?? Number.POSITIVE_INFINITY
  }
}

function zoned(instant: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone)
}

function outside(): RangeError {
  return new RangeError('is outside the years 1970 to 2999')
}
