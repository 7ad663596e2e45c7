import { type Circles, circlesAbout, type Places, type Reach } from './circles.ts'
import { gumbelTail } from './gumbel.ts'
import { Lots, type Random, randomFrom } from './random.ts'
import { bestCylinder, type Cylinder, type Searched } from './search.ts'

/** A question to the scan. */
export interface ScanQuestion {
  places: Places
  /**
   * Draws the weights of places anew for every replication, so that what is known from little history is not taken for
   * sure. Without it the shares are exact.
   */
  weights?: (random: Random) => ArrayLike<number>
  /** part of what is expected on the last day, on the one before, ...; they sum to 1 */
  days: ArrayLike<number>
  /** tickets by place, and within it by day, the last one first */
  counts: ArrayLike<number>
  reach: Reach
  /** fewer tickets make no cluster */
  fewest: number
  replications: number
  seed: number
  /** clusters beyond this p are not told */
  p: number
}

/** A cluster with how rare it is. */
export interface ScanCluster extends Cylinder {
  /** its places, from the middle outwards */
  places: number[]
  /** rank among the largest ratios of the replications: (1 + as large) / (1 + replications) */
  p: number
  /** the same, where no replication is as large from the tail of a Gumbel law */
  tailP: number
}

/** What a scan found. */
export interface ScanAnswer {
  /** the most likely first; no two share a place */
  clusters: ScanCluster[]
  /** replications made: fewer than asked for once it is clear that the most likely cluster is nothing */
  replications: number
}

/** Replications as large as the observed one after which p is known well enough (Besag and Clifford, Biometrika 1991). */
const enoughAsLarge = 50
/** Clusters told of one scan. */
const most = 20

/**
 * Kulldorff's prospective space-time scan statistic (JRSS A 2001), Poisson: cylinders of a circle about a place and the
 * last so many days, all of them, conditional on the number of tickets. Secondary clusters are the best ones that share
 * no place with those before, held against the same replications, which is conservative.
 */
export function scan(question: ScanQuestion): ScanAnswer {
  const { places, days, counts, fewest, reach } = question
  const circles = circlesAbout(places, reach)
  const dayShares = running(days)
  const searched: Searched = {
    circles,
    upTo: runningByPlace(counts, days.length),
    dayShares,
    total: Array.from(counts).reduce((sum, count) => sum + count, 0),
    fewest,
  }
  const first = bestCylinder(searched)
  if (first === null) return { clusters: [], replications: 0 }
  const maxima = largestOfReplications(question, searched, first.ratio)
  const taken = new Uint8Array(places.x.length)
  const clusters: ScanCluster[] = []
  for (let next: Cylinder | null = first; next !== null && clusters.length < most; ) {
    const { ratio } = next
    const p = (1 + maxima.filter((largest) => largest >= ratio).length) / (1 + maxima.length)
    if (p > question.p) break
    const members = placesOf(circles, next)
    const beyond = p * (1 + maxima.length) <= 1
    clusters.push({ ...next, places: members, p, tailP: beyond ? Math.min(p, gumbelTail(ratio, maxima)) : p })
    for (const place of members) taken[place] = 1
    next = bestCylinder(searched, taken)
  }
  return { clusters, replications: maxima.length }
}

/** The largest ratio of every replication; 0 where nothing of it is a cluster. */
function largestOfReplications(
  { replications, seed, places, weights, days }: ScanQuestion,
  observed: Searched,
  ratio: number,
): number[] {
  const random = randomFrom(seed)
  const dayLots = new Lots(days)
  const sure = weights ? null : new Lots(places.shares)
  const maxima: number[] = []
  const upTo = new Int32Array(observed.upTo.length)
  let asLarge = 0
  while (maxima.length < replications && asLarge < enoughAsLarge) {
    const placeLots = sure ?? new Lots(weights?.(random) ?? places.shares)
    fill(upTo, observed, placeLots, dayLots, random)
    const largest = bestCylinder({ ...observed, upTo })?.ratio ?? 0
    maxima.push(largest)
    if (largest >= ratio) asLarge++
  }
  return maxima
}

/** As many tickets as were observed, each at a place and day drawn by what is expected there. */
function fill(
  upTo: Int32Array,
  { total, dayShares: { length: days } }: Searched,
  places: Lots,
  dayLots: Lots,
  random: Random,
): void {
  upTo.fill(0)
  for (let ticket = 0; ticket < total; ticket++) {
    const at = places.draw(random) * days + dayLots.draw(random)
    upTo[at] = upTo[at]! + 1
  }
  sumUp(upTo, days)
}

function running(values: ArrayLike<number>): Float64Array {
  const sums = Float64Array.from(values)
  for (let index = 1; index < sums.length; index++) sums[index] = sums[index]! + sums[index - 1]!
  return sums
}

function runningByPlace(counts: ArrayLike<number>, days: number): Int32Array {
  const sums = Int32Array.from(counts)
  sumUp(sums, days)
  return sums
}

function sumUp(counts: Int32Array, days: number): void {
  for (let from = 0; from < counts.length; from += days)
    for (let at = from + 1; at < from + days; at++) counts[at] = counts[at]! + counts[at - 1]!
}

function placesOf({ begins, members }: Circles, { middle, size }: Cylinder): number[] {
  return Array.from(members.subarray(begins[middle]!, begins[middle]! + size))
}
