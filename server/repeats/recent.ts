import type { RepeatRule } from './places.ts'
import { Nearness, type NumberedSquares } from './point-grid.ts'

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
  /** the latest report of a square */
  private readonly first = new Map<number, number>()
  private readonly before: number[] = []
  private readonly lon: number[] = []
  private readonly lat: number[] = []
  private readonly day: number[] = []
  private readonly times: number[] = []
  private readonly counts: boolean[] = []
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
    if (day > this.latest) this.latest = day
    this.nearness.from(lon, lat)
    const { columns } = this.squares
    const middle = this.squares.of(lon, lat)
    this.square = middle
    for (let row = middle - columns; row <= middle + columns; row += columns)
      for (let number = row - 1; number <= row + 1; number++) {
        const report = this.first.get(number)
        if (report !== undefined) this.lookInto(report, lon, lat, day)
        if (this.changes.size > 0) this.lookForChange(number, day, at)
      }
  }

  /** Takes the ticket last looked at among those seen. */
  take(lon: number, lat: number, day: number, counted: boolean): void {
    const { own } = this
    if (own !== none) {
      this.times[own]!++
      if (counted) this.counts[own] = true
      return
    }
    this.before.push(this.first.get(this.square) ?? none)
    this.first.set(this.square, this.lon.length)
    this.lon.push(lon)
    this.lat.push(lat)
    this.day.push(day)
    this.times.push(1)
    this.counts.push(counted)
  }

  /** Takes a ticket nobody looked at. */
  pass(lon: number, lat: number, day: number, counted: boolean): void {
    this.square = this.squares.of(lon, lat)
    this.own = this.first.get(this.square) ?? none
    while (this.own !== none && !this.isReport(this.own, lon, lat, day)) this.own = this.before[this.own]!
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
    // local days may go back by one where a zone's clock does
    const since = this.latest - this.rule.days - 1
    for (let report = latest; report !== none; report = this.before[report]!) {
      const seen = this.day[report]!
      if (seen < since) return
      if (!this.isInTime(seen, day) || !this.nearness.to(this.lon[report]!, this.lat[report]!)) continue
      this.tickets += this.times[report]!
      if (this.counts[report]) this.counted = true
      if (this.isReport(report, lon, lat, day)) this.own = report
    }
  }

  private lookForChange(square: number, day: number, at: number): void {
    for (const change of this.changes.get(square) ?? [])
      this.changed ||=
        change.at <= at && this.isInTime(change.day, day) && this.nearness.to(change.lon, change.lat)
  }

  private isReport(report: number, lon: number, lat: number, day: number): boolean {
    return this.day[report] === day && this.lon[report] === lon && this.lat[report] === lat
  }

  /** Whether a day is within those of the rule that end with another one. */
  private isInTime(seen: number, day: number): boolean {
    return day >= seen && day - seen < this.rule.days
  }
}
