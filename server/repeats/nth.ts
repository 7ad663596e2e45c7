import type { RepeatRule } from './places.ts'
import { metresBetween, NumberedSquares } from './point-grid.ts'

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

/** A ticket in the order of the reports, with what was known of it before. */
export interface Reported extends Spot {
  /** whether a place was counted with it */
  counted: boolean
}

/** What a ticket makes of its place. */
export interface Nth {
  /** it was so manieth of its category within the metres and the days up to it, itself included */
  nth: number
  /** the place counts as a repeat place with it */
  counted: boolean
}

/** Which tickets are judged anew: all from a day on, or what these changes can have touched. */
export type Stale = { since: number } | readonly Spot[]

/**
 * Judges tickets in the order of their reports. A ticket looks back alone, on those of its category: what was said of a
 * ticket stays true whatever is reported later. A place counts when a ticket finds at least so many within the rule,
 * itself included, unless it has been counted with one of them: so once, and again for every further time of `days` in
 * which tickets keep coming.
 *
 * A change touches the tickets within the metres of it that were reported no earlier, in the days after it; where one of
 * these is counted and was not, or the other way round, it is a change in its turn. `tickets` must hold all within the
 * metres of every change and of every ticket that is judged, and reach back `days` before the first.
 */
export function* nthOfEach(
  tickets: readonly Reported[],
  stale: Stale,
  rule: RepeatRule,
): Generator<Nth & { ticket: number }> {
  const changes = 'since' in stale ? [] : stale
  const recent = new Recent([...tickets, ...changes], rule)
  for (const change of changes) recent.change(change)
  const first = changes.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY)
  for (let index = 0; index < tickets.length; index++) {
    const ticket = tickets[index]!
    const { day, at } = ticket
    if ('since' in stale ? day < stale.since : at < first) {
      recent.pass(ticket, ticket.counted)
      continue
    }
    recent.look(ticket)
    let { counted } = ticket
    if ('since' in stale || recent.changed) {
      const nth = recent.tickets + 1
      counted = nth >= rule.tickets && !recent.counted
      if (counted !== ticket.counted) recent.change(ticket)
      yield { ticket: index, nth, counted }
    }
    recent.take(ticket, counted)
  }
}

/** Tickets of one point and one day. */
interface Reports {
  lon: number
  lat: number
  day: number
  tickets: number
  /** one of them was counted */
  counted: boolean
}

/** What lies in a square: the reports of the days of the rule, and changes. */
interface Square {
  reports: Reports[]
  changes: Spot[]
}

/**
 * The tickets of the last days in squares, each category for itself. {@link look} tells of those within the rule of a ticket
 * until it is called again; in a thousand tickets on one point only their days tell.
 */
class Recent {
  /** how many tickets there are, whether one was counted, and whether one of them changed before it */
  tickets = 0
  counted = false
  changed = false
  /** of the last ticket looked at: its square, and the reports it belongs to */
  private square: Square = nowhere
  private own: Reports | undefined
  private readonly categories = new Map<number, Map<number, Square>>()
  private readonly squares: NumberedSquares
  private latest = Number.NEGATIVE_INFINITY

  constructor(
    spots: readonly Spot[],
    private readonly rule: RepeatRule,
  ) {
    this.squares = new NumberedSquares(
      Float64Array.from(spots, ({ lon }) => lon),
      Float64Array.from(spots, ({ lat }) => lat),
      rule.metres,
    )
  }

  look(spot: Spot): void {
    this.tickets = 0
    this.counted = false
    this.changed = false
    this.own = undefined
    this.latest = Math.max(this.latest, spot.day)
    const there = this.squaresOf(spot.category)
    const { columns } = this.squares
    const middle = this.squares.of(spot.lon, spot.lat)
    for (let row = middle - columns; row <= middle + columns; row += columns)
      for (let number = row - 1; number <= row + 1; number++) {
        const square = there.get(number)
        if (square) this.lookInto(square, spot)
      }
    this.square = this.squareAt(there, middle)
  }

  /** Takes the ticket last looked at among those seen. */
  take({ lon, lat, day }: Spot, counted: boolean): void {
    if (this.own) {
      this.own.tickets++
      this.own.counted ||= counted
    } else this.square.reports.push({ lon, lat, day, tickets: 1, counted })
  }

  /** Takes a ticket nobody looked at. */
  pass(spot: Spot, counted: boolean): void {
    const { lon, lat, day } = spot
    this.square = this.squareAt(this.squaresOf(spot.category), this.squares.of(lon, lat))
    this.own = this.square.reports.find((seen) => seen.day === day && seen.lon === lon && seen.lat === lat)
    this.take(spot, counted)
  }

  /** From now on a ticket is, or was, not what it is known as. */
  change(spot: Spot): void {
    const square = this.squareAt(this.squaresOf(spot.category), this.squares.of(spot.lon, spot.lat))
    square.changes.push(spot)
  }

  private lookInto(square: Square, spot: Spot): void {
    const { reports, changes } = square
    // local days may go back by one where a zone's clock does
    const since = this.latest - this.rule.days - 1
    let kept = 0
    for (let index = 0; index < reports.length; index++) {
      const seen = reports[index]!
      if (seen.day < since) continue
      reports[kept++] = seen
      if (!this.isNear(seen, spot)) continue
      this.tickets += seen.tickets
      this.counted ||= seen.counted
      if (seen.day === spot.day && seen.lon === spot.lon && seen.lat === spot.lat) this.own = seen
    }
    reports.length = kept
    for (let index = 0; index < changes.length && !this.changed; index++)
      this.changed = changes[index]!.at <= spot.at && this.isNear(changes[index]!, spot)
  }

  /** Whether something lies within the metres of a spot and the days before it. */
  private isNear(seen: { lon: number; lat: number; day: number }, { lon, lat, day }: Spot): boolean {
    const { days, metres } = this.rule
    return day >= seen.day && day - seen.day < days && metresBetween(lon, lat, seen.lon, seen.lat) <= metres
  }

  private squaresOf(category: number): Map<number, Square> {
    const known = this.categories.get(category)
    if (known) return known
    const made = new Map<number, Square>()
    this.categories.set(category, made)
    return made
  }

  private squareAt(there: Map<number, Square>, number: number): Square {
    const known = there.get(number)
    if (known) return known
    const made: Square = { reports: [], changes: [] }
    there.set(number, made)
    return made
  }
}

const nowhere: Square = { reports: [], changes: [] }
