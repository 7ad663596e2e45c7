import { z } from 'zod'
import { Id } from './text.ts'
import { Instant } from './time.ts'

/** What can happen to a ticket, in the words of the log. */
export const EventKind = z.enum([
  'reported',
  'filed',
  'dispatched',
  'signed',
  'contacted',
  'transferred',
  'escalated',
  'returned',
  'co_assigned',
  'handled',
  'verified',
  'reworked',
  'supervised',
  'suspended',
  'resumed',
  'reopened',
  'closed',
])
export type EventKind = z.infer<typeof EventKind>

/** One line of a ticket's log as intake accepts it. Without `seq` the order of time, then of the file, counts. */
export const TicketEvent = z.object({
  ticket: Id,
  seq: z.int().min(0).max(2_000_000_000).optional(),
  at: Instant,
  kind: EventKind,
  from_unit: Id.optional(),
  to_unit: Id.optional(),
  from_tier: Id.optional(),
  to_tier: Id.optional(),
  reason: z.string().max(500).optional(),
  due_at: Instant.optional(),
})
export type TicketEvent = z.infer<typeof TicketEvent>

/**
 * A line as a file may give it: many logs name only who has the ticket, `unit` and `tier`, and leave it to the reader to
 * see that it changed hands since the line before.
 */
export const LogLine = TicketEvent.extend({ unit: Id.optional(), tier: Id.optional() })
export type LogLine = z.infer<typeof LogLine>
