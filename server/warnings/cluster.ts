import { createHash } from 'node:crypto'
import type { Warning } from '@grid/data/contract'
import { cellToLatLng, compactCells, greatCircleDistance, UNITS } from 'h3-js'
import { addDays, workStatuses } from '../centre/index.ts'
import type { LoggedCluster } from './log.ts'
import type { Scan } from './scans.ts'
import type { FoundCluster } from './task.ts'

/** What a warning says of its cluster before anything is looked up. */
export type ClusterPart = Pick<
  Warning,
  | 'id'
  | 'category'
  | 'from'
  | 'to'
  | 'days'
  | 'observed'
  | 'expected'
  | 'ratio'
  | 'logLikelihoodRatio'
  | 'p'
  | 'adjustedP'
  | 'beyond'
  | 'recurrenceDays'
  | 'rank'
  | 'centre'
  | 'radius'
  | 'cells'
  | 'filter'
>

/** From which adjusted p a cluster is a warning. */
const warnedP = 0.05

/** The clusters of a scan that are warnings, the rarest first; one of all tickets gives way to the category it is made of. */
export function warnedClusters(scan: Scan): ClusterPart[] {
  const parts = scan.clusters
    .map((cluster) => partOf(scan, cluster))
    .filter(({ adjustedP }) => adjustedP <= warnedP)
  return parts
    .filter((part) => !parts.some((other) => part.category === null && explains(other, part)))
    .sort(
      (a, b) =>
        a.adjustedP - b.adjustedP || b.logLikelihoodRatio - a.logLikelihoodRatio || (a.id < b.id ? -1 : 1),
    )
}

/** A warning's cluster as the log keeps it. */
export function loggedOf(part: ClusterPart, resolution: number): LoggedCluster {
  const { id, category, cells, from, to, observed, expected } = part
  return { warning: id, category, resolution, cells, from, to, observed, expected }
}

function partOf({ history, prepared }: Scan, found: FoundCluster): ClusterPart {
  const { to } = history.window
  const from = addDays(to, -found.days)
  const cells = found.places.map((place) => prepared.cells[place]!)
  const middle = cellToLatLng(cells[0]!)
  const adjustedP = Math.min(1, found.p * prepared.task.groups.length)
  return {
    id: idOf([found.group, from, to, ...[...cells].sort()]),
    category: found.group,
    from,
    to,
    days: found.days,
    observed: found.observed,
    expected: found.expected,
    ratio: found.observed / found.expected,
    logLikelihoodRatio: found.ratio,
    p: found.p,
    adjustedP,
    beyond: found.beyond,
    recurrenceDays: 1 / adjustedP,
    rank: found.rank,
    centre: [middle[1], middle[0]],
    radius: Math.max(...cells.map((cell) => greatCircleDistance(middle, cellToLatLng(cell), UNITS.m))),
    cells,
    filter: {
      hexagon: compactCells(cells),
      from,
      to,
      ...(found.group !== null && { category: [found.group] }),
      status: workStatuses,
    },
  }
}

/** A cluster of one category that makes half of the surplus of one of all tickets, at the same place. */
function explains(one: ClusterPart, all: ClusterPart): boolean {
  if (one.category === null) return false
  const cells = new Set(all.cells)
  const common = one.cells.filter((cell) => cells.has(cell)).length
  return (
    common * 2 >= Math.min(one.cells.length, all.cells.length) &&
    (one.observed - one.expected) * 2 >= all.observed - all.expected
  )
}

function idOf(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)
}
