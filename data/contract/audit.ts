import { z } from 'zod'
import { AskedDate, Instant } from './time.ts'

/**
 * What somebody did. `refused` stands for whatever was asked and not allowed; `administered` for changes of accounts, keys
 * and displays; `broken` is the server's own: entries that were there are gone, or another's database is in their place.
 */
export const AuditAction = z.enum([
  'saw',
  'exported',
  'changed',
  'dismissed',
  'reopened',
  'refused',
  'logged_in',
  'login_failed',
  'logged_out',
  'administered',
  'purged',
  'broken',
])
export type AuditAction = z.infer<typeof AuditAction>

/** One entry of the audit. */
export const AuditEntry = z.object({
  /** place in the chain, from 1 */
  seq: z.int(),
  at: Instant,
  who: z.object({
    kind: z.enum(['person', 'key', 'display', 'local', 'public']),
    id: z.string(),
    name: z.string(),
  }),
  role: z.string(),
  /** network address of the asker; null where there is none, as on the command line */
  from: z.string().nullable(),
  action: AuditAction,
  /** kind of thing: tickets, ticket, layer, log, warning, changes, audit, ... */
  what: z.string(),
  /** which of them */
  subject: z.string().nullable(),
  /** the parameters that were asked with; null where there were none */
  filter: z.record(z.string(), z.array(z.string())).nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  /** id of the request, as the server's log has it */
  request: z.string().nullable(),
  /** SHA-256 of this entry behind the hash of the one before */
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** What `GET /api/audit` is asked: each part narrows. */
export const AuditQuestion = z.strictObject({
  /** id of somebody, or a part of the name */
  who: z.string().min(1).max(200).optional(),
  action: z.union([AuditAction, z.array(AuditAction)]).optional(),
  what: z.string().min(1).max(100).optional(),
  subject: z.string().min(1).max(300).optional(),
  /** local days, `to` not included */
  from: AskedDate.optional(),
  to: AskedDate.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** `next` of the page before */
  after: z
    .string()
    .regex(/^\d{1,15}$/, { error: 'is not the "next" of a page' })
    .optional(),
})
export type AuditQuestion = z.infer<typeof AuditQuestion>

/** A page of the audit, the newest first. */
export const AuditPage = z.object({
  entries: z.array(AuditEntry),
  next: z.string().nullable(),
  /** kinds of things that there are, to choose from */
  whats: z.array(z.string()),
})
export type AuditPage = z.infer<typeof AuditPage>
