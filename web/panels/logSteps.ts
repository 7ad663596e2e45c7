import type { LogEntry } from '@grid/data/contract'
import { between } from '../lib/time.ts'

/** An entry of the log with how long the one before it lasted, in ms; null for the first. */
export interface LogStep {
  entry: LogEntry
  waitedMs: number | null
  /** the unit or tier changes hands here */
  hop: boolean
}

/** The log in its order, with the waiting time before each entry. */
export function logSteps(log: readonly LogEntry[]): LogStep[] {
  const ordered = log.toSorted((a, b) => a.seq - b.seq)
  return ordered.map((entry, at) => {
    const before = ordered[at - 1]
    return {
      entry,
      waitedMs: before ? Math.max(0, between(before.at, entry.at)) : null,
      hop: moved(entry.from_unit, entry.to_unit) || moved(entry.from_tier, entry.to_tier),
    }
  })
}

function moved(from: string | null, to: string | null): boolean {
  return from !== null && to !== null && from !== to
}
