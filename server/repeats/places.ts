import { Ground, type Located } from './ground.ts'

/** How many tickets within how many metres in how many local days. */
export interface RepeatRule {
  tickets: number
  metres: number
  days: number
}

/** A repeat place: its tickets by their place in the columns, oldest first, and the coordinate in the middle. */
export interface FoundPlace {
  lon: number
  lat: number
  tickets: number[]
}

/**
 * The repeat places among tickets of one category. A ticket's disc is all tickets within `metres` of it; those of a disc
 * that lie in some `days` local days holding at least `tickets` of the disc repeat. The disc in which most tickets repeat
 * is a place (among equals the tightest one, then the one farthest west, then south), its repeating tickets belong to no
 * other, and so on with what is left. So a place reaches no farther than `metres` from its middle, however long the chain
 * it is part of, and the order of the rows has no part in it.
 */
export function placesAmong(located: Located, rule: RepeatRule): FoundPlace[] {
  if (located.day.length < rule.tickets) return []
  const ground = new Ground(located, rule.metres)
  const disc = new Disc(ground, rule)
  // the sites by how many tickets repeat around them, as last judged: what others take makes it only less
  const byCount: number[][] = []
  const note = (site: number, count: number) => {
    const alike = byCount[count]
    if (alike) alike.push(site)
    else if (count > 0) byCount[count] = [site]
  }
  for (let site = 0; site < ground.sites; site++) note(site, disc.judge(site))
  const places: FoundPlace[] = []
  /** Whether as many repeat as was noted; else it is noted anew, for a later turn. */
  const holds = (site: number, count: number) => {
    const left = disc.judge(site)
    if (left !== count) note(site, left)
    return left === count
  }
  for (let count = byCount.length - 1; count >= rule.tickets; count--) {
    const rivals: { site: number; spread: number }[] = []
    for (const site of byCount[count] ?? [])
      if (holds(site, count)) rivals.push({ site, spread: disc.spread() })
    rivals.sort(
      (a, b) =>
        a.spread - b.spread ||
        ground.lonOf(a.site) - ground.lonOf(b.site) ||
        ground.latOf(a.site) - ground.latOf(b.site),
    )
    for (const { site } of rivals)
      if (holds(site, count))
        places.push({ lon: ground.lonOf(site), lat: ground.latOf(site), tickets: disc.take() })
  }
  return places
}

/** More than a question has tickets, and small enough for days times it to be exact. */
const perDay = 2 ** 31
const dayOf = (held: number) => Math.floor(held / perDay)
const ticketOf = (held: number) => held - dayOf(held) * perDay
/** Distances are summed as whole tenths of a millimetre: in whatever order, the sum is the same. */
const perMetre = 1e4

/** The tickets around one site, and which of them repeat. One serves all sites: nothing is made for most of them. */
class Disc {
  /** how many tickets repeat */
  found = 0
  private site = 0
  private readonly near: Uint32Array
  /** day and ticket as one number */
  private readonly held: Float64Array
  /** those that repeat, oldest first */
  private readonly kept: Float64Array

  constructor(
    private readonly ground: Ground,
    private readonly rule: RepeatRule,
  ) {
    this.near = new Uint32Array(ground.most)
    this.held = new Float64Array(ground.most)
    this.kept = new Float64Array(ground.most)
  }

  /** How many of the tickets around a site lie in `days` days together with at least `tickets` of them. */
  judge(site: number): number {
    const { near, held, kept, rule } = this
    const { day } = this.ground
    this.site = site
    this.found = 0
    const count = this.ground.near(site, near)
    if (count < rule.tickets) return 0
    for (let index = 0; index < count; index++) held[index] = day[near[index]!]! * perDay + near[index]!
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

  /** How far those that repeat lie from the site, all together. */
  spread(): number {
    const { ground, kept, found, site } = this
    let sum = 0
    for (let index = 0; index < found; index++)
      sum += Math.round(ground.metresTo(site, ticketOf(kept[index]!)) * perMetre)
    return sum
  }

  /** Takes those that repeat from all other discs; by their place in the columns, oldest first. */
  take(): number[] {
    const { ground } = this
    const taken = this.kept.subarray(0, this.found)
    for (const kept of taken) ground.remove(ticketOf(kept))
    return Array.from(
      taken.map((kept) => dayOf(kept) * perDay + ground.row[ticketOf(kept)]!).sort(),
      ticketOf,
    )
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
