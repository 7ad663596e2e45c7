import type { Deadlines } from './deadlines.ts'
import { DueClock, handOvers, type Pause } from './due-clock.ts'
import { type Hop, StayClock, timed } from './hops.ts'
import type { LogLine } from './log.ts'
import type { RuledTicket } from './rule.ts'

/** How a ticket stands against its deadline. A paused one is in no denominator of a rate of deadlines. */
export type DueState =
  | 'open'
  | 'due soon'
  | 'overdue'
  | 'paused'
  | 'closed on time'
  | 'closed late'
  | 'closed, no deadline'

/** What the clocks of a ticket show at an instant. Instants in ms since 1970. */
export interface TicketClocks {
  hops: Hop[]
  /** suspensions, in their order */
  pauses: Pause[]
  /** as it stood at the suspension while it is paused */
  dueAt: number | null
  dueSoonAt: number | null
  state: DueState
}

/**
 * A ticket whose clocks are read. `reportedAt` counts where the log does not tell the report, `tier` where it names
 * none, `dueAt` where it names no deadline.
 */
export interface ClockedTicket extends RuledTicket {
  reportedAt: number
  dueAt?: number | null | undefined
}

/**
 * Reads a ticket's log, in its order, up to and with `asOf` (ms since 1970): who received, signed and left it when, and
 * its deadline. The deadline is what the log names last; before the log names one, what the rules allow from report,
 * dispatch, reopening or a step to another tier; where the log names none at all, the one the ticket carries.
 */
export function clocksOf(
  deadlines: Deadlines,
  ticket: ClockedTicket,
  log: readonly LogLine[],
  asOf: number,
): TicketClocks {
  const namesTier = log.some(({ toTier }) => toTier !== null)
  const namesDue = log.some(({ dueAt }) => dueAt !== null)
  const about = namesTier ? { ...ticket, tier: null } : ticket
  const due = new DueClock(deadlines, about, namesDue ? null : (ticket.dueAt ?? null))
  const stays = new StayClock()
  let closedAt: number | null = null
  for (const line of withReport(log, ticket.reportedAt)) {
    if (line.at > asOf) continue
    due.take(line)
    stays.take(line, due.due)
    if (line.kind === 'closed') closedAt = line.at
    else if (handOvers.has(line.kind) || line.kind === 'reworked') closedAt = null
  }
  return {
    hops: stays.stays.map((stay) => timed(stay, due.pauses, asOf)),
    pauses: due.pauses,
    dueAt: due.due,
    dueSoonAt: due.dueSoon,
    state: stateOf(due, closedAt, asOf),
  }
}

function withReport(log: readonly LogLine[], at: number): readonly LogLine[] {
  if (log.some(({ kind }) => kind === 'reported')) return log
  return [{ at, kind: 'reported', fromUnit: null, toUnit: null, toTier: null, dueAt: null }, ...log]
}

function stateOf({ due, dueSoon, isPaused }: DueClock, closedAt: number | null, asOf: number): DueState {
  if (closedAt !== null) {
    if (due === null) return 'closed, no deadline'
    return closedAt <= due ? 'closed on time' : 'closed late'
  }
  if (isPaused) return 'paused'
  if (due === null || dueSoon === null) return 'open'
  if (asOf > due) return 'overdue'
  return asOf >= dueSoon ? 'due soon' : 'open'
}
