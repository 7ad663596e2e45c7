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
  /** tickets seen so far of every site, and the days of changes there */
  const seen = sites.each<number>()
  const changed = sites.each<number>()
  for (const [index, { day }] of changes.entries()) changed[sites.of[tickets.length + index]!]!.push(day)
  const counted = new Uint8Array(tickets.length)
  for (const [ticket, { day, counted: before }] of tickets.entries()) {
    const site = sites.of[ticket]!
    const isStale =
      'since' in stale
        ? day >= stale.since
        : sites
            .near(site)
            .some((other) => changed[other]!.some((since) => day >= since && day - since < rule.days))
    if (!isStale) counted[ticket] = Number(before)
    else {
      let nth = 1
      let known = false
      for (const other of sites.near(site))
        for (let index = seen[other]!.length - 1; index >= 0; index--) {
          const earlier = seen[other]![index]!
          if (day - tickets[earlier]!.day >= rule.days) break
          nth++
          known ||= counted[earlier] === 1
        }
      counted[ticket] = Number(nth >= rule.tickets && !known)
      if (counted[ticket] !== Number(before)) changed[site]!.push(day)
      yield { ticket, nth, counted: counted[ticket] === 1 }
    }
    seen[site]!.push(ticket)
  }
}

/** Points of a category that are exactly the same are one site. */
class Sites {
  /** the site of every spot */
  readonly of: readonly number[]
  private readonly categories: number[] = []
  private readonly grid: PointGrid
  private readonly around = new Map<number, readonly number[]>()

  constructor(spots: readonly Spot[], metres: number) {
    const numbers = new Map<string, number>()
    const [lons, lats]: [number[], number[]] = [[], []]
    this.of = spots.map(({ category, lon, lat }) => {
      const key = `${category} ${lon} ${lat}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, lons.length)
      this.categories.push(category)
      lons.push(lon)
      return lats.push(lat) - 1
    })
    this.grid = new PointGrid(lons, lats, metres)
  }

  /** A list for every site. */
  each<T>(): T[][] {
    return this.categories.map(() => [])
  }

  /** Sites of the same category within the metres, itself among them. */
  near(site: number): readonly number[] {
    const known = this.around.get(site)
    if (known) return known
    const found = this.grid.near(site).filter((other) => this.categories[other] === this.categories[site])
    this.around.set(site, found)
    return found
  }
}
