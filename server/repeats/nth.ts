import type { RepeatRule } from './places.ts'
import { PointGrid } from './point-grid.ts'

/** A ticket in the order of the reports, with what is known of it from before. */
export interface Reported {
  lon: number
  lat: number
  /** local day as a number */
  day: number
  /** whether a place was counted with it; trusted of tickets before the first to be judged */
  counted: boolean
}

/** What a ticket makes of its place. */
export interface Nth {
  /** it was so manieth of its category within the metres and the days up to it, itself included */
  nth: number
  /** the place counts as a repeat place with it */
  counted: boolean
}

/**
 * Judges the tickets of one category from the `first` on, in the order of their reports. A ticket looks back alone: what
 * was said of a ticket stays true whatever is reported later. A place counts when a ticket finds at least so many within
 * the rule, itself included, unless it has been counted with one of them: so once, and again for every further time of
 * `days` in which tickets keep coming. `tickets` must reach back `days` before the first.
 */
export function* nthOfEach(
  tickets: readonly Reported[],
  first: number,
  rule: RepeatRule,
): Generator<Nth & { ticket: number }> {
  const sites = new Map<string, number>()
  const siteOf = tickets.map(({ lon, lat }) => {
    const key = `${lon} ${lat}`
    const site = sites.get(key) ?? sites.size
    sites.set(key, site)
    return site
  })
  const at = [...sites.keys()].map((key) => key.split(' ').map(Number))
  const grid = new PointGrid(
    at.map(([lon]) => lon!),
    at.map(([, lat]) => lat!),
    rule.metres,
  )
  const near = new Map<number, number[]>()
  /** tickets seen so far of every site */
  const seen: number[][] = at.map(() => [])
  const counted = new Uint8Array(tickets.length)
  for (const [ticket, { day, counted: before }] of tickets.entries()) {
    const site = siteOf[ticket]!
    if (ticket < first) counted[ticket] = Number(before)
    else {
      const around = near.get(site) ?? grid.near(site)
      near.set(site, around)
      let nth = 1
      let known = false
      for (const other of around)
        for (let index = seen[other]!.length - 1; index >= 0; index--) {
          const earlier = seen[other]![index]!
          if (day - tickets[earlier]!.day >= rule.days) break
          nth++
          known ||= counted[earlier] === 1
        }
      counted[ticket] = Number(nth >= rule.tickets && !known)
      yield { ticket, nth, counted: counted[ticket] === 1 }
    }
    seen[site]!.push(ticket)
  }
}
