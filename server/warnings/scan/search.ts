import type { Circles } from './circles.ts'
import { logLikelihoodRatio } from './likelihood.ts'

/** A circle of places and the last so many days. */
export interface Cylinder {
  middle: number
  /** how many of the middle's places it takes */
  size: number
  days: number
  observed: number
  expected: number
  ratio: number
}

/** What is searched: tickets by place and day, and what part of them each day is expected to have. */
export interface Searched {
  circles: Circles
  /** tickets of a place in the last 1, 2, ... days, place by place */
  upTo: Int32Array
  /** part of what is expected in the last 1, 2, ... days; the last one is 1 */
  dayShares: Float64Array
  /** all tickets */
  total: number
  /** fewer make no cluster */
  fewest: number
}

/**
 * The cylinder with the largest likelihood ratio, or null where none has more tickets than expected and enough of them.
 * Circles that would take a place of `taken` are left out. Only circles and days that add a ticket are looked at: what
 * adds none expects more and has no more.
 */
export function bestCylinder(searched: Searched, taken?: Uint8Array): Cylinder | null {
  const { stops } = searched.circles
  const search = new Search(searched)
  for (let middle = 0; middle < stops.length; middle++) search.about(middle, taken)
  return search.found
}

/** A search under way, with the best cylinder so far. */
class Search {
  found: Cylinder | null = null
  private best = 0
  private readonly counts: Int32Array

  constructor(private readonly searched: Searched) {
    this.counts = new Int32Array(searched.dayShares.length)
  }

  /** Looks at every circle about a place. */
  about(middle: number, taken: Uint8Array | undefined): void {
    const { circles, upTo, dayShares, fewest } = this.searched
    const { begins, stops, members, ends } = circles
    const { counts } = this
    const days = dayShares.length
    const begin = begins[middle]!
    const end = stops[middle]!
    counts.fill(0)
    // the youngest day that has gained a ticket since circles were last looked at
    let youngest = days
    for (let at = begin; at < end; at++) {
      const place = members[at]!
      if (taken !== undefined && taken[place] === 1) return
      const from = place * days
      if (upTo[from + days - 1]! > 0) {
        let day = 0
        while (upTo[from + day] === 0) day++
        if (day < youngest) youngest = day
        for (; day < days; day++) counts[day] = counts[day]! + upTo[from + day]!
      }
      if (youngest === days || ends[at] === 0) continue
      if (counts[days - 1]! >= fewest) this.judge(middle, at - begin + 1, circles.shares[at]!, youngest)
      youngest = days
    }
  }

  /** Holds the cylinders of a circle against the best so far; those that end before `youngest` are no better than before. */
  private judge(middle: number, size: number, share: number, youngest: number): void {
    const { dayShares, total, fewest } = this.searched
    const { counts } = this
    let before = 0
    for (let day = youngest; day < dayShares.length; day++) {
      const observed = counts[day]!
      if (observed === before) continue
      before = observed
      if (observed < fewest) continue
      const expected = share * total * dayShares[day]!
      const more = observed - expected
      // no ratio exceeds this, since x ln x ≤ (x² − 1) / 2 and ln(1 − u) ≤ −u: few cylinders need a logarithm
      if (more <= 0 || more * more * (0.5 / expected + 1 / (total - expected)) <= this.best) continue
      const ratio = logLikelihoodRatio(observed, expected, total)
      if (ratio <= this.best) continue
      this.best = ratio
      this.found = { middle, size, days: day + 1, observed, expected, ratio }
    }
  }
}
