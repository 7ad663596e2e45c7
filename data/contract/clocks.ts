import { z } from 'zod'

const instant = z.iso.datetime().nullable()

/** How a ticket stands against its deadline at an instant; a paused one is neither on time nor late. */
export const DueState = z.enum([
  'open',
  'due soon',
  'overdue',
  'paused',
  'closed on time',
  'closed late',
  'closed, no deadline',
])
export type DueState = z.infer<typeof DueState>

/**
 * A ticket's stay with one unit. Received, signed and due are separate clocks: a unit that never signs has waited all
 * the time it had the ticket. What it was suspended counts as neither waiting nor working.
 */
export const Hop = z.object({
  /** from 1, in the order of the log */
  number: z.int(),
  /** null where the log does not say */
  unit: z.string().nullable(),
  tier: z.string().nullable(),
  received_at: z.iso.datetime(),
  /** null where the unit did not sign */
  signed_at: instant,
  /** handed on, handled or closed; null while the unit has it to do */
  left_at: instant,
  /** the deadline when it left, or at the "as of" */
  due_at: instant,
  /** from receipt to signature */
  waiting_seconds: z.int(),
  /** from signature to leaving */
  working_seconds: z.int(),
  paused_seconds: z.int(),
})
export type Hop = z.infer<typeof Hop>

/** What the clocks of a ticket show at the "as of" of the answer. */
export const TicketClocks = z.object({
  /** all stays; of more than 400 the first and the last 200 */
  hops: z.array(Hop),
  /** stays there are */
  stays: z.int(),
  /** suspensions, as many of them; `to` is null while one lasts */
  pauses: z.array(z.object({ from: z.iso.datetime(), to: instant })),
  due_at: instant,
  due_soon_at: instant,
  state: DueState,
})
export type TicketClocks = z.infer<typeof TicketClocks>
