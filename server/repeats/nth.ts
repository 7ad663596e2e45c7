import type { RepeatRule } from './places.ts'
import { PointGrid } from './point-grid.ts'

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
  const [since, changes] = 'since' in stale ? [stale.since, []] : [null, stale]
  const sites = new Sites([...tickets, ...changes], rule.metres)
  for (const [index, change] of changes.entries()) changed(sites.at(tickets.length + index), change)
  const first = changes.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY)
  for (const [ticket, reported] of tickets.entries()) {
    const { day, at, counted: before } = reported
    const site = sites.at(ticket)
    const isOld = since === null ? at < first : day < since
    const around = isOld ? nobody : sites.near(ticket)
    if (isOld || (since === null && !isTouched(around, reported, rule.days))) {
      take(site, day, before)
      continue
    }
    let nth = 1
    let isCovered = false
    for (const { days, tickets: reports, counted } of around) {
      for (let index = days.length - 1; index >= 0 && isWithin(days[index]!, day, rule.days); index--)
        nth += reports[index]!
      isCovered ||= isWithin(counted, day, rule.days)
    }
    const counted = nth >= rule.tickets && !isCovered
    if (counted !== before) changed(site, reported)
    yield { ticket, nth, counted }
    take(site, day, counted)
  }
}

const nobody: readonly Site[] = []

/** Whether a day lies within so many days up to another. */
function isWithin(since: number, day: number, days: number): boolean {
  return day >= since && day - since < days
}

/** Whether one of the sites was changed before a ticket, and within the days that it looks back on. */
function isTouched(around: readonly Site[], { day, at }: Spot, days: number): boolean {
  for (const { changes } of around)
    for (const change of changes) if (change.at <= at && isWithin(change.day, day, days)) return true
  return false
}

type Change = Pick<Spot, 'day' | 'at'>

/** What was seen so far of a site: in a thousand tickets on one point only their days tell. */
interface Site {
  category: number
  /** days with tickets, and how many each, in the order of time */
  days: number[]
  tickets: number[]
  /** the last day with a ticket that was counted */
  counted: number
  changes: Change[]
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

/** Of the changes of a day the first touches all that the others do. */
function changed({ changes }: Site, { day, at }: Change): void {
  const known = changes.findIndex((change) => change.day === day)
  if (known === -1) changes.push({ day, at })
  else if (at < changes[known]!.at) changes[known] = { day, at }
}

/** Points of a category that are exactly the same are one site. */
class Sites {
  private readonly all: Site[] = []
  /** the site of every spot */
  private readonly of: readonly number[]
  private readonly grid: PointGrid
  private readonly around = new Map<number, readonly Site[]>()

  constructor(spots: readonly Spot[], metres: number) {
    // few sites have a longitude in common: numbers are quicker to find than texts made of them
    const onMeridian = new Map<number, number[]>()
    const [lons, lats]: [number[], number[]] = [[], []]
    this.of = spots.map(({ category, lon, lat }) => {
      const there = onMeridian.get(lon)
      const known = there?.find((site) => lats[site] === lat && this.all[site]!.category === category)
      if (known !== undefined) return known
      const number = this.all.length
      if (there) there.push(number)
      else onMeridian.set(lon, [number])
      this.all.push({ category, days: [], tickets: [], counted: Number.NEGATIVE_INFINITY, changes: [] })
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
