import type { RepeatRule } from './places.ts'
import { Nearness, type NumberedSquares } from './point-grid.ts'
import { SquareHeads } from './square-heads.ts'

/** Where and when a ticket of a category is, or was before a change. */
export interface Spot {
  category: number
  lon: number
  lat: number
  /** local day as a number */
  day: number
  /** when it was reported, in milliseconds since 1970 */
  at: number
}

const none = -1

/** What is known of a report, one number after another: what is looked at together lies together. */
const lonOf = 0
const latOf = 1
const dayOf = 2
/** how many tickets it is */
const timesOf = 3
/** 1 where a place was counted with one of them */
const countedOf = 4
/** the report before it in its square */
const beforeOf = 5
const width = 8
/** a power of two */
const startingReports = 1024

/**
 * The tickets of one category in squares, in the order they are taken. {@link look} tells of those within the rule of a
 * ticket until it is called again. Those of one point and one day are one report: of a thousand tickets on a point only
 * their days cost anything. Kept in columns, a list for each square with the latest report in front.
 */
export class Recent {
  /** how many tickets there are, whether one was counted, and whether one of them changed before it */
  tickets = 0
  counted = false
  changed = false
  /** of the last ticket looked at: its square, and the report it belongs to */
  private square = 0
  private own = none
  private latest = Number.NEGATIVE_INFINITY
  private readonly heads = new SquareHeads()
  /** those of three squares */
  private readonly found = new Int32Array(3)
  /** reports are numbered as they come; the latest of them go round in here, so that what is looked at is little */
  private reports = new Float64Array(startingReports * width)
  private count = 0
  /** earlier ones are of no ticket's days any more */
  private oldest = 0
  private readonly changes = new Map<number, Spot[]>()
  private readonly nearness: Nearness

  constructor(
    private readonly squares: NumberedSquares,
    private readonly rule: RepeatRule,
  ) {
    this.nearness = new Nearness(rule.metres, squares.steepest)
  }

  look(lon: number, lat: number, day: number, at: number): void {
    this.tickets = 0
    this.counted = false
    this.changed = false
    this.own = none
    if (day > this.latest) this.reach(day)
    this.nearness.from(lon, lat)
    const { columns } = this.squares
    const middle = this.squares.of(lon, lat)
    this.square = middle
    for (let row = middle - columns; row <= middle + columns; row += columns) {
      const found = this.heads.around(row, this.oldest, this.found)
      for (let at = 0; at < found; at++) this.lookInto(this.found[at]!, lon, lat, day)
      if (this.changes.size > 0)
        for (let number = row - 1; number <= row + 1; number++) this.lookForChange(number, day, at)
    }
  }

  /** How manieth the ticket last looked at is, itself included. */
  get nth(): number {
    return this.tickets + 1
  }

  /** Whether a place counts with it: it holds enough, and none of them was counted. */
  get counts(): boolean {
    return this.nth >= this.rule.tickets && !this.counted
  }

  /** Takes the ticket last looked at among those seen. */
  take(lon: number, lat: number, day: number, counted: boolean): void {
    const { own } = this
    if (own !== none) {
      const at = this.placeOf(own)
      this.reports[at + timesOf]!++
      if (counted) this.reports[at + countedOf] = 1
      return
    }
    if ((this.count - this.oldest + 1) * width > this.reports.length) this.grow()
    const report = this.count++
    const at = this.placeOf(report)
    const { reports } = this
    reports[at + lonOf] = lon
    reports[at + latOf] = lat
    reports[at + dayOf] = day
    reports[at + timesOf] = 1
    reports[at + countedOf] = Number(counted)
    reports[at + beforeOf] = this.heads.of(this.square)
    this.heads.set(this.square, report)
  }

  /** Takes a ticket nobody looked at. */
  pass(lon: number, lat: number, day: number, counted: boolean): void {
    this.square = this.squares.of(lon, lat)
    this.own = this.heads.of(this.square)
    while (this.own >= this.oldest && !this.isReport(this.own, lon, lat, day))
      this.own = this.reports[this.placeOf(this.own) + beforeOf]!
    if (this.own < this.oldest) this.own = none
    this.take(lon, lat, day, counted)
  }

  /** From now on a ticket is, or was, not what it is known as. */
  change(spot: Spot): void {
    const square = this.squares.of(spot.lon, spot.lat)
    const known = this.changes.get(square)
    if (known) known.push(spot)
    else this.changes.set(square, [spot])
  }

  private lookInto(latest: number, lon: number, lat: number, day: number): void {
    const { reports, oldest } = this
    for (let report = latest; report >= oldest; ) {
      const at = this.placeOf(report)
      const seen = reports[at + dayOf]!
      if (this.isInTime(seen, day) && this.nearness.to(reports[at + lonOf]!, reports[at + latOf]!)) {
        this.tickets += reports[at + timesOf]!
        if (reports[at + countedOf] === 1) this.counted = true
        if (this.isReport(report, lon, lat, day)) this.own = report
      }
      report = reports[at + beforeOf]!
    }
  }

  /** Goes on to a later day: what is before all days that may still be asked for is left behind. */
  private reach(day: number): void {
    this.latest = day
    // local days may go back by one where a zone's clock does
    const since = day - this.rule.days - 1
    while (this.oldest < this.count && this.reports[this.placeOf(this.oldest) + dayOf]! < since) this.oldest++
  }

  private placeOf(report: number): number {
    return (report * width) & (this.reports.length - 1)
  }

  private grow(): void {
    const { reports } = this
    const places = Array.from({ length: this.count - this.oldest }, (_, n) => this.placeOf(this.oldest + n))
    this.reports = new Float64Array(2 * reports.length)
    for (const [n, at] of places.entries())
      this.reports.set(reports.subarray(at, at + width), this.placeOf(this.oldest + n))
  }

  private lookForChange(square: number, day: number, at: number): void {
    for (const change of this.changes.get(square) ?? [])
      this.changed ||=
        change.at <= at && this.isInTime(change.day, day) && this.nearness.to(change.lon, change.lat)
  }

  private isReport(report: number, lon: number, lat: number, day: number): boolean {
    const { reports } = this
    const at = this.placeOf(report)
    return reports[at + dayOf] === day && reports[at + lonOf] === lon && reports[at + latOf] === lat
  }

  /** Whether a day is within those of the rule that end with another one. */
  private isInTime(seen: number, day: number): boolean {
    return day >= seen && day - seen < this.rule.days
  }
}
