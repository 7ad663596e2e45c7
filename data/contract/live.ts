import { z } from 'zod'
import { TicketRow } from './answers.ts'
import { TicketEvent } from './event.ts'
import { Ticket } from './ticket.ts'

/** A ticket as `POST /api/tickets` takes it: the fields of intake and no others. Coordinates are WGS-84. */
export const LiveTicket = Ticket.strict()
export type LiveTicket = z.infer<typeof LiveTicket>

/**
 * A line of a log as `POST /api/tickets/{id}/events` takes it: the ticket is named by the path, and the order of time
 * counts.
 */
export const LiveEvent = TicketEvent.omit({ ticket: true, seq: true }).strict()
export type LiveEvent = z.infer<typeof LiveEvent>

/** What became of one row of a message. A rejected one says which of its properties could not be taken. */
export const RowOutcome = z.object({
  /** place in the message, from 1 */
  row: z.int(),
  id: z.string().nullable(),
  outcome: z.enum(['created', 'updated', 'unchanged', 'rejected']),
  errors: z.array(z.object({ parameter: z.string(), detail: z.string() })).optional(),
})
export type RowOutcome = z.infer<typeof RowOutcome>

/** The answer to a message of many rows. Always: read = created + updated + unchanged + rejected. */
export const IntakeAnswer = z.object({
  read: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  rows: z.array(RowOutcome),
  /** version of the data that holds them; what is answered from it on knows them */
  dataVersion: z.int(),
})
export type IntakeAnswer = z.infer<typeof IntakeAnswer>

/** Data of a `ticket` message of `GET /api/live`. */
export const LiveChange = z.object({
  kind: z.enum(['created', 'updated', 'event']),
  at: z.iso.datetime(),
  ticket: TicketRow.extend({
    /** codes from the widest level to the smallest */
    areas: z.array(z.string()),
  }),
})
export type LiveChange = z.infer<typeof LiveChange>

/** Data of a `hello` message, the first of a connection, and of a `beat`: what the data is now. */
export const LiveBeat = z.object({
  dataVersion: z.int(),
  asOf: z.iso.datetime(),
})
export type LiveBeat = z.infer<typeof LiveBeat>
