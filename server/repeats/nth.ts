import type { RepeatRule } from './places.ts'
import { PointGrid } from './point-grid.ts'

/** Where and when a ticket of a category is, or was before a change. */
export interface Spot {
  category: number
  lon: number
  lat: number
  /** local day as a number */
  day: number
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
 * A change touches the tickets within the metres of it and the days after it; where one of these is counted and was
 * not, or the other way round, it is a change in its turn. `tickets` must hold all within twice the metres of every
 * change, and reach back `days` before the first.
 */
export function* nthOfEach(
  tickets: readonly Reported[],
  stale: Stale,
  rule: RepeatRule,
): Generator<Nth & { ticket: number }> {
  const changes = 'since' in stale ? [] : stale
  const sites = new Sites([...tickets, ...changes], rule.metres)
  for (const [index, { day }] of changes.entries()) sites.at(tickets.length + index).changed.push(day)
  for (const [ticket, { day, counted: before }] of tickets.entries()) {
    const around = sites.near(ticket)
    const within = (since: number) => day >= since && day - since < rule.days
    let counted = before
    if ('since' in stale ? day >= stale.since : around.some(({ changed }) => changed.some(within))) {
      const nth = around.reduce((sum, site) => sum + reportedOn(site, within), 1)
      counted = nth >= rule.tickets && !around.some((site) => within(site.counted))
      if (counted !== before) sites.at(ticket).changed.push(day)
      yield { ticket, nth, counted }
    }
    take(sites.at(ticket), day, counted)
  }
}

/** What was seen so far of a site: in a thousand tickets on one point only their days tell. */
interface Site {
  category: number
  /** days with tickets, and how many each, in the order of time */
  days: number[]
  tickets: number[]
  /** the last day with a ticket that was counted */
  counted: number
  /** days of changes */
  changed: number[]
}

/** Tickets of a site on the latest days that lie within something. */
function reportedOn({ days, tickets }: Site, within: (day: number) => boolean): number {
  let sum = 0
  for (let index = days.length - 1; index >= 0 && within(days[index]!); index--) sum += tickets[index]!
  return sum
}

function take(site: Site, day: number, counted: boolean): void {
  const last = site.days.length - 1
  if (site.days[last] === day) site.tickets[last]!++
  else {
    site.days.push(day)
    site.tickets.push(1)
  }
  if (counted) site.counted = day
}

/** Points of a category that are exactly the same are one site. */
class Sites {
  private readonly all: Site[] = []
  /** the site of every spot */
  private readonly of: readonly number[]
  private readonly grid: PointGrid
  private readonly around = new Map<number, readonly Site[]>()

  constructor(spots: readonly Spot[], metres: number) {
    const numbers = new Map<string, number>()
    const [lons, lats]: [number[], number[]] = [[], []]
    this.of = spots.map(({ category, lon, lat }) => {
      const key = `${category} ${lon} ${lat}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      const number = this.all.length
      numbers.set(key, number)
      this.all.push({ category, days: [], tickets: [], counted: Number.NEGATIVE_INFINITY, changed: [] })
      lons.push(lon)
      lats.push(lat)
      return number
    })
    this.grid = new PointGrid(lons, lats, metres)
  }

  at(spot: number): Site {
    return this.all[this.of[spot]!]!
  }

  /** Sites of a spot's category within the metres of it, its own among them. */
  near(spot: number): readonly Site[] {
    const number = this.of[spot]!
    const known = this.around.get(number)
    if (known) return known
    const { category } = this.all[number]!
    const found = this.grid.near(number).map((other) => this.all[other]!)
    const own = found.filter((site) => site.category === category)
    this.around.set(number, own)
    return own
  }
}
