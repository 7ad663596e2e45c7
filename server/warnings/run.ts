import { type Evidence, evidenceOf, expectedParts } from './place-evidence.ts'
import { type Random, scan } from './scan/index.ts'
import type { FoundCluster, GroupTask, ScanTask } from './task.ts'

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

function scanGroup(
  task: ScanTask,
  { id, counts, reference, rest, days }: GroupTask,
  seed: number,
): FoundCluster[] {
  const evidence = evidenceOf({ reference, rest, all: task.all })
  const { clusters } = scan({
    places: { x: task.x, y: task.y, shares: expectedParts(evidence) },
    weights: (random) => drawnWeights(evidence, random),
    days,
    counts,
    reach,
    fewest: fewestTickets,
    replications: task.replications,
    seed,
    p: largestP,
  })
  return clusters.map(({ places, days: last, observed, expected, ratio, p, tailP }, index) => ({
    group: id,
    rank: index + 1,
    places,
    days: last,
    observed,
    expected,
    ratio,
    p,
    tailP,
  }))
}

/** Weights of places as they may be: the long run drawn from what is known of it, and upon it the days of late. */
function drawnWeights({ longRun, recent, strength }: Evidence, random: Random): Float64Array {
  const run = longRun.map((shape) => random.gamma(shape))
  const total = run.reduce((sum, weight) => sum + weight, 0)
  return recent.map((count, place) => random.gamma(count + (strength * run[place]!) / total))
}
