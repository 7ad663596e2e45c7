import { Temporal } from 'temporal-polyfill'

const DAY = 86_400_000
/** Transitions are known a little beyond the years that intake takes (1990 to 2100). */
const FROM = '1989-12-01T00:00Z'
const UNTIL = Date.UTC(2101, 1, 1)

const zones = new Map<string, Zone>()

/** The clock of an IANA time zone between 1990 and 2100, fast enough for millions of rows. */
export function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known) return known
  const zone = new Zone(timeZone)
  zones.set(timeZone, zone)
  return zone
}

/** All changes of a zone's offset are looked up once; after that an instant costs a comparison or two. */
export class Zone {
  /** instants from which `offsets` of the same index hold, in ms since 1970 */
  private readonly starts: number[] = [Number.NEGATIVE_INFINITY]
  private readonly offsets: number[] = []
  private readonly days = new Map<number, string>()
  private latest = 0

  constructor(timeZone: string) {
    let at: Temporal.ZonedDateTime | null = Temporal.Instant.from(FROM).toZonedDateTimeISO(timeZone)
    while (at !== null && at.epochMilliseconds < UNTIL) {
      if (this.offsets.length > 0) this.starts.push(at.epochMilliseconds)
      this.offsets.push(at.offsetNanoseconds / 1e6)
      at = at.getTimeZoneTransition('next')
    }
  }

  /** Offset from UTC in ms at an instant in ms since 1970. */
  offsetAt(ms: number): number {
    return this.offsets[this.find(ms)] ?? 0
  }

  /** The offset at all instants from one to another; undefined where it changes between them. */
  offsetThrough(from: number, to: number): number | undefined {
    const place = this.find(from)
    return to < (this.starts[place + 1] ?? Number.POSITIVE_INFINITY) ? this.offsets[place] : undefined
  }

  /**
   * The instant of a local time given as ms since 1970-01-01T00:00 on the local clock. A time that a clock change
   * skips is taken by the offset before it, one that comes twice is the first (Temporal's `compatible`).
   */
  instantOf(local: number): number {
    const before = this.offsetAt(local - DAY)
    const first = local - before
    if (this.offsetAt(first) === before) return first
    const after = this.offsetAt(local + DAY)
    const second = local - after
    return this.offsetAt(second) === after ? second : first
  }

  /** The place of the offset that holds at an instant. */
  private find(ms: number): number {
    const { starts, latest } = this
    if (ms >= (starts[latest] ?? 0) && ms < (starts[latest + 1] ?? Number.POSITIVE_INFINITY)) return latest
    let low = 0
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >>> 1
      if (ms < (starts[middle] ?? 0)) high = middle
      else low = middle
    }
    this.latest = low
    return low
  }

  /** The local calendar day of an instant as days since 1970-01-01. */
  dayNumber(ms: number): number {
    return Math.floor((ms + this.offsetAt(ms)) / DAY)
  }

  /** The local calendar day of an instant, `YYYY-MM-DD`. */
  localDay(ms: number): string {
    const number = this.dayNumber(ms)
    const known = this.days.get(number)
    if (known !== undefined) return known
    const day = new Date(number * DAY).toISOString().slice(0, 10)
    this.days.set(number, day)
    return day
  }
}
