import { evidenceOf, expectedParts } from './place-evidence.ts'
import { quietWindows } from './quiet.ts'
import { scan } from './scan/index.ts'
import type { FoundCluster, GroupTask, PastGroups, ScanTask } from './task.ts'

/** How far a circle reaches: a quarter of what is expected, and a walk. */
export const reach = { share: 0.25, radius: 3000 }
/** Fewer tickets are no cluster. */
export const fewestTickets = 4
/** Clusters beyond this p are not kept. */
const largestP = 0.05

/** Scans the tickets of every group of a task, one after the other. */
export function* runTask(task: ScanTask): Generator<FoundCluster[]> {
  for (const [index, group] of task.groups.entries()) yield scanGroup(task, group, task.seed + index)
}

function scanGroup(task: ScanTask, group: GroupTask, seed: number): FoundCluster[] {
  const { id, counts, rest, days } = group
  const evidence = evidenceOf({ reference: byPlace(group.reference, task.x.length), rest, all: task.all })
  const { clusters } = scan({
    places: { x: task.x, y: task.y, shares: expectedParts(evidence) },
    quiet: quietWindows(task, group, evidence),
    days,
    counts,
    reach,
    fewest: fewestTickets,
    replications: task.replications,
    seed,
    p: largestP,
  })
  return clusters.map(({ places, days: last, observed, expected, ratio, p, beyond }, index) => ({
    group: id,
    rank: index + 1,
    places,
    days: last,
    observed,
    expected,
    ratio,
    p,
    beyond,
  }))
}

function byPlace({ place, tickets }: PastGroups, places: number): Int32Array {
  const sums = new Int32Array(places)
  for (let group = 0; group < place.length; group++)
    sums[place[group]!] = sums[place[group]!]! + tickets[group]!
  return sums
}
