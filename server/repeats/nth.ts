import type { RepeatRule } from './places.ts'
import { NumberedSquares } from './point-grid.ts'
import { Recent, type Spot } from './recent.ts'

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
  const spots = [...tickets, ...changes]
  const squares = new NumberedSquares(
    Float64Array.from(spots, ({ lon }) => lon),
    Float64Array.from(spots, ({ lat }) => lat),
    rule.metres,
  )
  const categories = new Map<number, Recent>()
  const recentOf = (category: number) => {
    const known = categories.get(category)
    if (known) return known
    const made = new Recent(squares, rule)
    categories.set(category, made)
    return made
  }
  for (const change of changes) recentOf(change.category).change(change)
  const first = changes.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY)
  for (let index = 0; index < tickets.length; index++) {
    const ticket = tickets[index]!
    const { lon, lat, day, at } = ticket
    const recent = recentOf(ticket.category)
    if ('since' in stale ? day < stale.since : at < first) {
      recent.pass(lon, lat, day, ticket.counted)
      continue
    }
    recent.look(lon, lat, day, at)
    let { counted } = ticket
    if ('since' in stale || recent.changed) {
      const { nth } = recent
      counted = recent.counts
      if (counted !== ticket.counted) recent.change(ticket)
      yield { ticket: index, nth, counted }
    }
    recent.take(lon, lat, day, counted)
  }
}
