import { metresBetween, PointGrid } from './point-grid.ts'

/** How many tickets within how many metres in how many local days. */
export interface RepeatRule {
  tickets: number
  metres: number
  days: number
}

/** Tickets of one category, column by column; days are numbers, 0 for 1970-01-01. */
export interface Located {
  lon: readonly number[]
  lat: readonly number[]
  day: readonly number[]
}

/** A repeat place: its tickets by their place in the columns, oldest first, and the coordinate in the middle. */
export interface FoundPlace {
  lon: number
  lat: number
  tickets: number[]
}

/** The tickets of one exact coordinate. */
interface Site {
  lon: number
  lat: number
  tickets: number[]
}

interface Candidate {
  site: number
  tickets: number[]
  /** sum of the metres from the site to its tickets */
  spread: number
}

/** Sites judged between two breaths: the server answers others in between. */
const breath = 500

/**
 * The repeat places among tickets of one category. A ticket's disc is all tickets within `metres` of it; those of a disc
 * that lie in some `days` local days holding at least `tickets` of the disc repeat. The disc in which most tickets repeat
 * is a place (among equals the tightest one, then the one farthest west, then south), its repeating tickets belong to no
 * other, and so on with what is left. So a place reaches no farther than `metres` from its middle, however long the chain
 * it is part of, and the order of the rows has no part in it.
 */
export async function placesAmong(
  located: Located,
  rule: RepeatRule,
  pause: () => Promise<void>,
): Promise<FoundPlace[]> {
  const sites = sitesOf(located)
  if (sites.length === 0 || located.day.length < rule.tickets) return []
  const grid = new PointGrid(
    Float64Array.from(sites, ({ lon }) => lon),
    Float64Array.from(sites, ({ lat }) => lat),
    rule.metres,
  )
  const taken = new Uint8Array(located.day.length)
  const judge = (site: number): Candidate | null => {
    const near = grid.near(site)
    const free = near.flatMap((other) => sites[other]!.tickets.filter((ticket) => taken[ticket] === 0))
    const tickets = repeatingAmong(free, located.day, rule)
    if (tickets.length === 0) return null
    const { lon, lat } = sites[site]!
    const metres = (ticket: number) => metresBetween(lon, lat, located.lon[ticket]!, located.lat[ticket]!)
    // summed from the nearest on: sums of the same numbers in another order may differ in the last digit
    const distances = tickets.map(metres).sort((a, b) => a - b)
    return { site, tickets, spread: distances.reduce((sum, distance) => sum + distance, 0) }
  }

  const candidates: Candidate[] = []
  for (let site = 0; site < sites.length; site++) {
    if (site % breath === breath - 1) await pause()
    const candidate = judge(site)
    if (candidate) candidates.push(candidate)
  }
  // worst first, so that the best one is taken from the end
  candidates.sort((a, b) => -better(a, b))
  const places: FoundPlace[] = []
  for (let turn = 1; candidates.length > 0; turn++) {
    if (turn % breath === 0) await pause()
    const best = candidates.pop()!
    if (best.tickets.every((ticket) => taken[ticket] === 0)) {
      for (const ticket of best.tickets) taken[ticket] = 1
      places.push({ lon: sites[best.site]!.lon, lat: sites[best.site]!.lat, tickets: best.tickets })
      continue
    }
    // tickets went to a better place: what is left can only be less
    const left = judge(best.site)
    if (left) insert(candidates, left)
  }
  return places
}

/** Sites from west to east, then from south to north, with their tickets by day and place in the columns. */
function sitesOf({ lon, lat, day }: Located): Site[] {
  const sites = new Map<string, Site>()
  for (let ticket = 0; ticket < day.length; ticket++) {
    const key = `${lon[ticket]} ${lat[ticket]}`
    const site = sites.get(key)
    if (site) site.tickets.push(ticket)
    else sites.set(key, { lon: lon[ticket]!, lat: lat[ticket]!, tickets: [ticket] })
  }
  return [...sites.values()].sort((a, b) => a.lon - b.lon || a.lat - b.lat)
}

/** Of these tickets those that lie in `days` days together with at least `tickets` of them, oldest first. */
function repeatingAmong(tickets: number[], day: readonly number[], rule: RepeatRule): number[] {
  if (tickets.length < rule.tickets) return []
  tickets.sort((a, b) => day[a]! - day[b]! || a - b)
  const repeating: number[] = []
  // the first ticket that is not yet known to repeat
  let next = 0
  for (let last = rule.tickets - 1; last < tickets.length; last++) {
    const first = last - rule.tickets + 1
    if (day[tickets[last]!]! - day[tickets[first]!]! >= rule.days) continue
    for (let index = Math.max(next, first); index <= last; index++) repeating.push(tickets[index]!)
    next = last + 1
  }
  return repeating
}

/** Less than 0 where the first is the better place. */
function better(a: Candidate, b: Candidate): number {
  return b.tickets.length - a.tickets.length || a.spread - b.spread || a.site - b.site
}

function insert(candidates: Candidate[], candidate: Candidate): void {
  let low = 0
  let high = candidates.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (better(candidates[middle]!, candidate) > 0) low = middle + 1
    else high = middle
  }
  candidates.splice(low, 0, candidate)
}
