import { z } from 'zod'

/** What an import did. Always: read = inserted + updated + unchanged + rejected. */
export const ImportReport = z.object({
  what: z.enum(['areas', 'tickets', 'events']),
  file: z.string(),
  read: z.int(),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  /** rows taken with something put aside or doubtful, by reason */
  flagged: z.record(z.string(), z.int()),
  /** levels, categories, sources, units and tiers the file mentioned and the centre did not know */
  created: z.record(z.string(), z.array(z.string())),
  /** tickets made of the log itself, told anew by it, and left as they were; absent where they have rows of their own */
  tickets: z.object({ inserted: z.int(), updated: z.int(), unchanged: z.int() }).optional(),
  /** what was put right or looks doubtful, one line each, with its place */
  notes: z.array(z.string()),
  /** where the rejected rows are written, null when there are none */
  rejects: z.string().nullable(),
  seconds: z.number(),
})
export type ImportReport = z.infer<typeof ImportReport>
