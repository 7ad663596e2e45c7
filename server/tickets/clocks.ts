import type { LogEntry, TicketClocks, TicketRow } from '@grid/data/contract'
import { clocksOf, compileDeadlines, type Deadlines, logLine } from '../deadlines/index.ts'
import type { Asking } from '../filter/index.ts'

/** A pack's rules are compiled once, not with every ticket that is opened. */
const compiled = new WeakMap<object, Deadlines>()

/**
 * Received, signed and due of a ticket, hop by hop, at the present of the question. Where its log names no deadline, the
 * one the ticket is counted by everywhere else stands, so that a page cannot show two.
 */
export function ticketClocks(asking: Asking, ticket: TicketRow, log: readonly LogEntry[]): TicketClocks {
  const { centre, present } = asking
  const { hops, pauses, dueAt, dueSoonAt, state } = clocksOf(
    deadlinesOf(centre.pack),
    {
      category: ticket.category,
      tier: ticket.tier,
      urgency: ticket.urgency,
      reportedAt: Date.parse(ticket.reported_at),
      dueAt: ticket.due_at === null ? null : Date.parse(ticket.due_at),
    },
    log.map(logLine),
    present,
  )
  return {
    hops: ofEnds(hops).map((hop) => ({
      number: hops.indexOf(hop) + 1,
      unit: hop.unit,
      tier: hop.tier,
      received_at: written(hop.receivedAt),
      signed_at: writtenOrNull(hop.signedAt),
      left_at: writtenOrNull(hop.leftAt),
      due_at: writtenOrNull(hop.dueAt),
      waiting_seconds: hop.waitingSeconds,
      working_seconds: hop.workingSeconds,
      paused_seconds: hop.pausedSeconds,
    })),
    stays: hops.length,
    pauses: ofEnds(pauses).map(({ from, to }) => ({ from: written(from), to: writtenOrNull(to) })),
    due_at: writtenOrNull(dueAt),
    due_soon_at: writtenOrNull(dueSoonAt),
    state,
  }
}

/** Of long lists the first and the last are told: how it began, and how it stands. */
const fromEachEnd = 200

function ofEnds<T>(list: readonly T[]): readonly T[] {
  return list.length <= 2 * fromEachEnd ? list : [...list.slice(0, fromEachEnd), ...list.slice(-fromEachEnd)]
}

function deadlinesOf(pack: Asking['centre']['pack']): Deadlines {
  const known = compiled.get(pack)
  if (known) return known
  const made = compileDeadlines(pack, pack.timeZone)
  compiled.set(pack, made)
  return made
}

function written(ms: number): string {
  return new Date(ms).toISOString()
}

function writtenOrNull(ms: number | null): string | null {
  return ms === null ? null : written(ms)
}
