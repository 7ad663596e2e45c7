import type { Warning } from '@grid/data/contract'
import { cellToParent } from 'h3-js'
import type { Caller } from '../access/index.ts'
import type { AreaTree } from '../centre/index.ts'
import { isWithinScope } from '../filter/index.ts'
import type { LoggedCluster, LogLine } from './log.ts'

/** A dismissed cluster counts anew from so many times its surplus, and at least so many tickets more. */
const growth = { times: 1.5, tickets: 5 }

/**
 * The lines of a log that a caller may know. Of what was decided in sight of more tickets than theirs they are told that it
 * was, and for which reason, but neither the numbers nor the note; of what was decided elsewhere, nothing.
 */
export function linesFor(
  log: readonly LogLine[],
  areas: AreaTree,
  { scope }: Pick<Caller, 'scope'>,
): LogLine[] {
  return log.flatMap((line): LogLine[] => {
    if (isWithinScope(areas, line.scope, scope)) return [line]
    if (!isWithinScope(areas, scope, line.scope)) return []
    return [{ ...line, entry: { ...line.entry, note: null, observed: null, expected: null } }]
  })
}

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
function hasGrown(then: LogLine, now: LoggedCluster): boolean {
  // numbers of other tickets cannot be compared
  if (then.entry.observed === null) return false
  const before = Math.max(0, then.observed - then.expected)
  return (
    now.observed - now.expected >= growth.times * before && now.observed - then.observed >= growth.tickets
  )
}

function cellsAt(cells: readonly string[], resolution: number): ReadonlySet<string> {
  return new Set(cells.map((cell) => cellToParent(cell, resolution)))
}
