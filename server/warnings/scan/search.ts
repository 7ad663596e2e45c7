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
  const { circles, upTo, dayShares, total, fewest } = searched
  const { begins, members, shares, ends } = circles
  const days = dayShares.length
  const counts = new Int32Array(days)
  let best = 0
  let found: Omit<Cylinder, 'expected' | 'ratio'> | null = null
  for (let middle = 0; middle + 1 < begins.length; middle++) {
    const begin = begins[middle]!
    counts.fill(0)
    let added = false
    for (let at = begin; at < begins[middle + 1]!; at++) {
      const place = members[at]!
      if (taken !== undefined && taken[place] === 1) break
      const from = place * days
      if (upTo[from + days - 1]! > 0) {
        added = true
        for (let day = 0; day < days; day++) counts[day] = counts[day]! + upTo[from + day]!
      }
      if (!added || ends[at] === 0 || counts[days - 1]! < fewest) continue
      added = false
      const share = shares[at]! * total
      let before = 0
      for (let day = 0; day < days; day++) {
        const observed = counts[day]!
        if (observed === before) continue
        before = observed
        if (observed < fewest) continue
        const expected = share * dayShares[day]!
        if (observed <= expected) continue
        // never less than the ratio itself, since ln(1 − u) ≤ −u: most cylinders need no second logarithm
        const most =
          observed * Math.log(observed / expected) -
          ((total - observed) * (observed - expected)) / (total - expected)
        if (most <= best) continue
        const ratio = logLikelihoodRatio(observed, expected, total)
        if (ratio > best) {
          best = ratio
          found = { middle, size: at - begin + 1, days: day + 1, observed }
        }
      }
    }
  }
  if (found === null) return null
  const expected = shares[begins[found.middle]! + found.size - 1]! * dayShares[found.days - 1]! * total
  return { ...found, expected, ratio: best }
}
