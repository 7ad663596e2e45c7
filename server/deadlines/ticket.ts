import type { CentrePack } from '@grid/data/contract'
import { compileDeadlines } from './deadlines.ts'
import { dueSoonAt } from './due-soon.ts'
import { dueAt } from './limit.ts'
import type { RuledTicket } from './rule.ts'

/** A ticket as its row tells it, without its log. Instants in ms since 1970. */
export interface DatedTicket extends RuledTicket {
  reportedAt: number
  dispatchedAt?: number | null | undefined
  /** a deadline that the ticket itself carries: it stands */
  dueAt?: number | null | undefined
}

export interface TicketDeadline {
  dueAt: number
  dueSoonAt: number
}

/**
 * Compiles a pack into the deadline of a ticket without its log: the one it carries, else what its rule allows from its
 * dispatch, from its report while it has not been dispatched. Null where it carries none and no rule fits. A RangeError
 * names what contradicts itself in the pack.
 */
export function deadlineOf(
  pack: CentrePack,
  timeZone: string,
): (ticket: DatedTicket) => TicketDeadline | null {
  const { calendar, ruleOf, dueSoonFrom } = compileDeadlines(pack, timeZone)
  return (ticket) => {
    const rule = ruleOf(ticket)
    const started = ticket.dispatchedAt ?? ticket.reportedAt
    const due = ticket.dueAt ?? (rule && dueAt(started, rule.limit, calendar))
    if (due === null) return null
    // a deadline that was set before the dispatch has been running since the report
    const since = started < due ? started : ticket.reportedAt
    const running = { since, spent: 0, due, base: rule?.limit.base ?? null }
    return { dueAt: due, dueSoonAt: dueSoonAt(running, dueSoonFrom, calendar) }
  }
}
