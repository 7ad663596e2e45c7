import { type Circles, circlesOf, type Places, type Reach, type Rounds, roundsAbout } from './circles.ts'
import { Lots, type Random, randomFrom } from './random.ts'
import { bestCylinder, type Cylinder, type Searched } from './search.ts'

/** Tickets as they might have come, and what would have been expected of them. */
export interface QuietWindow {
  /** by place, and within it by day, the last one first */
  counts: Int32Array
  /** of places, and of days the last one first; each sums to 1 */
  shares: ArrayLike<number>
  days: ArrayLike<number>
}

/** A question to the scan. */
export interface ScanQuestion {
  places: Places
  /**
   * Draws for a replication a window in which nothing is the matter. Without it as many tickets as were observed fall on
   * places and days independently, by their shares (Poisson).
   */
  quiet?: (random: Random) => QuietWindow
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
  /** whether no replication is as large: p may be smaller than can be told */
  beyond: boolean
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
  const rounds = roundsAbout(places, reach.radius)
  const circles = circlesOf(rounds, places.shares, reach.share)
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
  const maxima = largestOfReplications(question, rounds, searched, first.ratio)
  const taken = new Uint8Array(places.x.length)
  const clusters: ScanCluster[] = []
  for (let next: Cylinder | null = first; next !== null && clusters.length < most; ) {
    const { ratio } = next
    const asLarge = maxima.filter((largest) => largest >= ratio).length
    const p = (1 + asLarge) / (1 + maxima.length)
    if (p > question.p) break
    const members = placesOf(circles, next)
    clusters.push({ ...next, places: members, p, beyond: asLarge === 0 })
    for (const place of members) taken[place] = 1
    next = bestCylinder(searched, taken)
  }
  return { clusters, replications: maxima.length }
}

/** The largest ratio of every replication; 0 where nothing of it is a cluster. */
function largestOfReplications(
  { replications, seed, quiet, reach, fewest, ...question }: ScanQuestion,
  rounds: Rounds,
  observed: Searched,
  ratio: number,
): number[] {
  const random = randomFrom(seed)
  const independent = quiet ? null : independentFrom(question, observed.total)
  const maxima: number[] = []
  let asLarge = 0
  while (maxima.length < replications && asLarge < enoughAsLarge) {
    const searched = independent
      ? { ...observed, upTo: runningByPlace(independent(random), observed.dayShares.length) }
      : searchedOf(quiet!(random), rounds, reach, fewest)
    const largest = bestCylinder(searched)?.ratio ?? 0
    maxima.push(largest)
    if (largest >= ratio) asLarge++
  }
  return maxima
}

function searchedOf(
  { counts, shares, days }: QuietWindow,
  rounds: Rounds,
  reach: Reach,
  fewest: number,
): Searched {
  return {
    circles: circlesOf(rounds, shares, reach.share),
    upTo: runningByPlace(counts, days.length),
    dayShares: running(days),
    total: counts.reduce((sum, count) => sum + count, 0),
    fewest,
  }
}

/** So many tickets, each at a place and day drawn by what is expected there. */
function independentFrom(
  { places, days }: Pick<ScanQuestion, 'places' | 'days'>,
  total: number,
): (random: Random) => Int32Array {
  const placeLots = new Lots(places.shares)
  const dayLots = new Lots(days)
  return (random) => {
    const counts = new Int32Array(places.x.length * days.length)
    for (let ticket = 0; ticket < total; ticket++) {
      const at = placeLots.draw(random) * days.length + dayLots.draw(random)
      counts[at] = counts[at]! + 1
    }
    return counts
  }
}

function running(values: ArrayLike<number>): Float64Array {
  const sums = Float64Array.from(values)
  for (let index = 1; index < sums.length; index++) sums[index] = sums[index]! + sums[index - 1]!
  return sums
}

function runningByPlace(counts: ArrayLike<number>, days: number): Int32Array {
  const sums = Int32Array.from(counts)
  for (let from = 0; from < sums.length; from += days)
    for (let at = from + 1; at < from + days; at++) sums[at] = sums[at]! + sums[at - 1]!
  return sums
}

function placesOf({ begins, members }: Circles, { middle, size }: Cylinder): number[] {
  return Array.from(members.subarray(begins[middle]!, begins[middle]! + size))
}
