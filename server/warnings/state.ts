import type { Warning } from '@grid/data/contract'
import { cellToParent } from 'h3-js'
import type { LoggedCluster, LogLine } from './log.ts'

/** A dismissed cluster counts anew from so many times its surplus, and at least so many tickets more. */
const growth = { times: 1.5, tickets: 5 }

/** Whether a cluster was dismissed and still is, and what the log tells of it. */
export function stateOf(
  cluster: LoggedCluster,
  log: readonly LogLine[],
): { state: Warning['state']; lines: LogLine[] } {
  const lines = log.filter((line) => isSame(line, cluster))
  const last = lines.at(-1)
  if (last?.entry.action !== 'dismissed') return { state: 'active', lines }
  return { state: hasGrown(last, cluster) ? 'grown' : 'dismissed', lines }
}

/**
 * One story told on two days: the same category, days that touch, and half of the cells of the smaller one in common. A
 * warning's cells and days shift from day to day, so that its id alone does not say so.
 */
export function isSame(one: LoggedCluster, other: LoggedCluster): boolean {
  if (one.category !== other.category || one.from > other.to || other.from > one.to) return false
  const resolution = Math.min(one.resolution, other.resolution)
  const [a, b] = [cellsAt(one.cells, resolution), cellsAt(other.cells, resolution)]
  const common = [...a].filter((cell) => b.has(cell)).length
  return common * 2 >= Math.min(a.size, b.size)
}

/** So much more than when it was dismissed that whoever dismissed it may think otherwise. */
function hasGrown(then: LoggedCluster, now: LoggedCluster): boolean {
  const before = Math.max(0, then.observed - then.expected)
  return (
    now.observed - now.expected >= growth.times * before && now.observed - then.observed >= growth.tickets
  )
}

function cellsAt(cells: readonly string[], resolution: number): ReadonlySet<string> {
  return new Set(cells.map((cell) => cellToParent(cell, resolution)))
}
