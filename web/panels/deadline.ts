import { statusKinds, type TicketRow } from '@grid/data/contract'
import { between } from '../lib/time.ts'

/** How a ticket stands to its deadline; `ms` is the distance to it, always positive. */
export type Deadline =
  | { state: 'none' }
  | { state: 'paused'; due: string }
  | { state: 'due-in' | 'overdue' | 'on-time' | 'late'; due: string; ms: number }

/**
 * The state of a deadline at an instant. A closed ticket is judged by when it closed; one that says closed but not when
 * cannot be judged. A suspended one has its clock stopped.
 */
export function deadlineOf(
  ticket: Pick<TicketRow, 'status' | 'due_at' | 'closed_at'>,
  asOf: string,
): Deadline {
  const { due_at: due, closed_at: closed } = ticket
  if (due === null) return { state: 'none' }
  const kind = statusKinds[ticket.status]
  if (kind === 'paused') return { state: 'paused', due }
  if (kind === 'closed') {
    if (closed === null) return { state: 'none' }
    const late = between(due, closed)
    return { state: late > 0 ? 'late' : 'on-time', due, ms: Math.abs(late) }
  }
  const left = between(asOf, due)
  return { state: left < 0 ? 'overdue' : 'due-in', due, ms: Math.abs(left) }
}
