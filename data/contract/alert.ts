import { z } from 'zod'
import { Id } from './text.ts'
import { Urgency } from './ticket.ts'

const rule = {
  id: Id,
  /** where it is told: an address that takes a POST of JSON */
  webhook: z.url({ protocol: /^https?$/, error: 'write an address that begins with http:// or https://' }),
  /** these areas and everything below them alone */
  area: z.array(Id).min(1).optional(),
}

/**
 * When somebody is told by a webhook: a ticket of these urgencies is open; more tickets than `moreThan` are overdue, and again
 * when they no longer are; a place of early detection is new on the list of warnings.
 */
export const AlertRule = z.discriminatedUnion('on', [
  z.strictObject({ ...rule, on: z.literal('urgent'), urgency: z.array(Urgency).min(1).default(['danger']) }),
  z.strictObject({ ...rule, on: z.literal('overdue'), moreThan: z.int().min(0) }),
  z.strictObject({ ...rule, on: z.literal('warning') }),
])
export type AlertRule = z.infer<typeof AlertRule>

/** A line of the log of alerts. */
export const Alert = z.object({
  number: z.int(),
  rule: z.string(),
  kind: z.enum(['urgent', 'overdue', 'cleared', 'warning']),
  about: z.string(),
  at: z.iso.datetime(),
  state: z.enum(['waiting', 'sent', 'given up']),
  attempts: z.int(),
  /** when it is tried next; null where it is not tried again */
  nextAt: z.iso.datetime().nullable(),
  /** status of the webhook's last answer */
  answered: z.int().nullable(),
  error: z.string().nullable(),
  sentAt: z.iso.datetime().nullable(),
  /** the message as it was sent */
  body: z.string(),
})
export type Alert = z.infer<typeof Alert>

/** `GET /api/alerts`, the newest first. */
export const Alerts = z.object({ alerts: z.array(Alert) })
export type Alerts = z.infer<typeof Alerts>
