import { z } from 'zod'
import { Id } from './text.ts'
import { Instant } from './time.ts'

/** The closed list of states with the kind of each. */
export const statusKinds = {
  reported: 'open',
  filed: 'open',
  dispatched: 'open',
  in_progress: 'open',
  handled: 'open',
  returned: 'open',
  suspended: 'paused',
  closed: 'closed',
  rejected: 'closed',
  void: 'closed',
  duplicate: 'closed',
} as const
export type StatusKind = (typeof statusKinds)[keyof typeof statusKinds]

export const Status = z.enum([
  'reported',
  'filed',
  'dispatched',
  'in_progress',
  'handled',
  'returned',
  'suspended',
  'closed',
  'rejected',
  'void',
  'duplicate',
])
export type Status = z.infer<typeof Status>

/** `danger` is for what cannot wait: gas, fire, collapse. */
export const Urgency = z.enum(['normal', 'urgent', 'danger'])
export type Urgency = z.infer<typeof Urgency>

const Count = z.int().min(0).max(60000)

/** A ticket as intake accepts it, coordinates already WGS-84. Column names of a mapping are these keys. */
export const Ticket = z.object({
  id: Id,
  source: Id.optional(),
  category: Id.optional(),
  urgency: Urgency.default('normal'),
  title: z.string().max(500).optional(),
  description: z.string().max(20000).optional(),
  address: z.string().max(500).optional(),
  lon: z.number().optional(),
  lat: z.number().optional(),
  /** the code of the area the ticket itself names, of any level: used where it has no usable point */
  area: Id.optional(),
  reported_at: Instant,
  filed_at: Instant.optional(),
  dispatched_at: Instant.optional(),
  signed_at: Instant.optional(),
  first_contact_at: Instant.optional(),
  handled_at: Instant.optional(),
  verified_at: Instant.optional(),
  closed_at: Instant.optional(),
  due_at: Instant.optional(),
  status: Status.optional(),
  tier: Id.optional(),
  unit: Id.optional(),
  solved_tier: Id.optional(),
  returns: Count.optional(),
  transfers: Count.optional(),
  reworks: Count.optional(),
  supervised: z.boolean().optional(),
  suspended: z.boolean().optional(),
  unreasonable: z.boolean().optional(),
  contacted: z.boolean().optional(),
  solved: z.boolean().optional(),
  satisfied: z.boolean().optional(),
  prior_ticket: Id.optional(),
})
export type Ticket = z.infer<typeof Ticket>

/** How a ticket's areas were found: by its point, by the code it carries, or not at all. */
export const Placed = z.enum(['point', 'code', 'none'])
export type Placed = z.infer<typeof Placed>
