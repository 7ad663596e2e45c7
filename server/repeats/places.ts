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
  if (located.day.length < rule.tickets) return []
  const sites = new Sites(located)
  const grid = new PointGrid(sites.lon, sites.lat, rule.metres)
  const taken = new Uint8Array(located.day.length)
  const disc = new Disc(located.day, rule)
  const addFree = (site: number) => {
    for (let ticket = sites.first[site]!; ticket !== none; ticket = sites.next[ticket]!)
      if (taken[ticket] === 0) disc.add(ticket)
  }
  const take = (ticket: number) => {
    taken[ticket] = 1
    const site = sites.of[ticket]!
    sites.free[site]!--
    if (sites.free[site] === 0) grid.remove(site)
  }
  // of each site, as last judged: how many tickets repeat around it, and how far from it they lie in all
  const repeating = new Int32Array(sites.count)
  const spread = new Float64Array(sites.count)
  const judge = (site: number): number => {
    disc.clear()
    grid.eachNear(site, addFree)
    return disc.repeat()
  }
  const note = (site: number) => {
    repeating[site] = disc.found
    spread[site] = disc.spreadFrom(sites.lon[site]!, sites.lat[site]!, located)
  }
  const better = (a: number, b: number) =>
    repeating[b]! - repeating[a]! ||
    spread[a]! - spread[b]! ||
    sites.lon[a]! - sites.lon[b]! ||
    sites.lat[a]! - sites.lat[b]!

  const candidates: number[] = []
  for (let site = 0; site < sites.count; site++) {
    if (site % breath === breath - 1) await pause()
    if (judge(site) === 0) continue
    note(site)
    candidates.push(site)
  }
  const waiting = new Heap(candidates, better)
  const places: FoundPlace[] = []
  for (let turn = 1; ; turn++) {
    if (turn % breath === 0) await pause()
    const best = waiting.first
    if (best === undefined) return places
    const left = judge(best)
    if (left === repeating[best]) {
      const tickets = disc.tickets()
      for (const ticket of tickets) take(ticket)
      places.push({ lon: sites.lon[best]!, lat: sites.lat[best]!, tickets })
      waiting.drop()
    } else if (left > 0) {
      // tickets went to a better place: what is left can only be less
      note(best)
      waiting.settle()
    } else waiting.drop()
  }
}

const none = -1

/** The exact coordinates at which tickets lie, by number, and the tickets of each as a chain. */
class Sites {
  count = 0
  readonly lon: Float64Array
  readonly lat: Float64Array
  /** of a site, a ticket; of a ticket, another of its site, or `none` */
  readonly first: Int32Array
  readonly next: Int32Array
  /** of a ticket, its site; of a site, how many of its tickets are in no place */
  readonly of: Int32Array
  readonly free: Int32Array

  constructor({ lon, lat, day }: Located) {
    const tickets = day.length
    const east = new Float64Array(tickets)
    const north = new Float64Array(tickets)
    this.first = new Int32Array(tickets)
    this.next = new Int32Array(tickets).fill(none)
    this.of = new Int32Array(tickets)
    this.free = new Int32Array(tickets)
    // sites whose coordinates make the same sum are told apart by looking; sums of others differ nearly always
    const bySum = new Map<number, number>()
    const sameSum = new Int32Array(tickets).fill(none)
    for (let ticket = 0; ticket < tickets; ticket++) {
      const sum = lon[ticket]! + lat[ticket]! * 7919.0813
      const latest = bySum.get(sum) ?? none
      let site = latest
      while (site !== none && (east[site] !== lon[ticket] || north[site] !== lat[ticket]))
        site = sameSum[site]!
      if (site === none) {
        site = this.count++
        east[site] = lon[ticket]!
        north[site] = lat[ticket]!
        sameSum[site] = latest
        bySum.set(sum, site)
      } else this.next[ticket] = this.first[site]!
      this.first[site] = ticket
      this.of[ticket] = site
      this.free[site]!++
    }
    this.lon = east.subarray(0, this.count)
    this.lat = north.subarray(0, this.count)
  }
}

/** More than a question has tickets, and small enough for days times it to be exact. */
const perDay = 2 ** 31
const dayOf = (held: number) => Math.floor(held / perDay)

/** Tickets around one site, and which of them repeat. One serves all sites: nothing is made for most of them. */
class Disc {
  /** how many tickets repeat */
  found = 0
  /** day and place in the columns as one number */
  private held = new Float64Array(256)
  /** those that repeat, oldest first */
  private kept = new Float64Array(256)
  private distances = new Float64Array(256)
  private count = 0

  constructor(
    private readonly day: readonly number[],
    private readonly rule: RepeatRule,
  ) {}

  clear(): void {
    this.count = 0
  }

  add(ticket: number): void {
    if (this.count === this.held.length) {
      const narrow = this.held
      this.held = new Float64Array(this.count * 2)
      this.held.set(narrow)
      this.kept = new Float64Array(this.count * 2)
      this.distances = new Float64Array(this.count * 2)
    }
    this.held[this.count++] = this.day[ticket]! * perDay + ticket
  }

  /** How many of the tickets lie in `days` days together with at least `tickets` of them; these are kept, oldest first. */
  repeat(): number {
    const { held, kept, count, rule } = this
    this.found = 0
    if (count < rule.tickets) return 0
    sort(held, count)
    // the first ticket that is not yet known to repeat
    let next = 0
    for (let last = rule.tickets - 1; last < count; last++) {
      const first = last - rule.tickets + 1
      if (dayOf(held[last]!) - dayOf(held[first]!) >= rule.days) continue
      for (let index = Math.max(next, first); index <= last; index++) kept[this.found++] = held[index]!
      next = last + 1
    }
    return this.found
  }

  /** Metres to the tickets that repeat, summed from the nearest on: in another order the last digit may differ. */
  spreadFrom(lon: number, lat: number, located: Located): number {
    const { kept, distances, found } = this
    for (let index = 0; index < found; index++) {
      const ticket = kept[index]! % perDay
      distances[index] = metresBetween(lon, lat, located.lon[ticket]!, located.lat[ticket]!)
    }
    sort(distances, found)
    let sum = 0
    for (let index = 0; index < found; index++) sum += distances[index]!
    return sum
  }

  /** The tickets that repeat, oldest first. */
  tickets(): number[] {
    return Array.from(this.kept.subarray(0, this.found), (kept) => kept % perDay)
  }
}

/** Sorts the first so many numbers; by hand where they are few, as most are: the call alone costs more. */
function sort(numbers: Float64Array, count: number): void {
  if (count > 40) {
    numbers.subarray(0, count).sort()
    return
  }
  for (let index = 1; index < count; index++) {
    const number = numbers[index]!
    let place = index
    for (; place > 0 && numbers[place - 1]! > number; place--) numbers[place] = numbers[place - 1]!
    numbers[place] = number
  }
}

/** Numbers of which the best is at hand: one that became worse finds its place in a few steps, however many there are. */
class Heap {
  constructor(
    private readonly items: number[],
    private readonly order: (a: number, b: number) => number,
  ) {
    for (let place = (items.length >> 1) - 1; place >= 0; place--) this.settle(place)
  }

  get first(): number | undefined {
    return this.items[0]
  }

  /** Takes the first away. */
  drop(): void {
    const last = this.items.pop()
    if (last === undefined || this.items.length === 0) return
    this.items[0] = last
    this.settle()
  }

  /** Moves what may be worse than what is below it down to its place. */
  settle(place = 0): void {
    const { items, order } = this
    const item = items[place]
    if (item === undefined) return
    for (;;) {
      let below = 2 * place + 1
      if (below >= items.length) break
      if (below + 1 < items.length && order(items[below + 1]!, items[below]!) < 0) below++
      if (order(items[below]!, item) >= 0) break
      items[place] = items[below]!
      place = below
    }
    items[place] = item
  }
}
