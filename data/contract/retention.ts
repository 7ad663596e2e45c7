import { z } from 'zod'

/** Days after which something goes; for ever where none are named. A century is more than any rule asks for. */
const Days = z.int().min(1).max(36_500).optional()

/** How long a centre keeps what it holds, in days. */
export const Retention = z.strictObject({
  /** tickets that are closed, with their logs, from their end on */
  tickets: Days,
  /**
   * titles, descriptions, addresses and reasons in words of tickets that are closed, from their end on; notes on warnings;
   * files of rejected rows, which hold them as they were read
   */
  texts: Days,
  /** who saw and did what */
  audit: Days,
})
export type Retention = z.infer<typeof Retention>

/** What a purge removed, or would remove. */
export interface PurgeReport {
  /** false where nothing was done: the counts are what would go */
  done: boolean
  /** instants before which things go, ISO 8601; null where they are kept for ever */
  before: { tickets: string | null; texts: string | null; audit: string | null }
  removed: {
    tickets: number
    events: number
    stays: number
    changes: number
    alerts: number
    /** files beside the database of rows that imports did not take */
    rejects: number
    /** entries of the audit */
    audit: number
  }
  blanked: {
    /** tickets with a text */
    texts: number
    reasons: number
    notes: number
  }
  /** tickets that are old enough and still open: they stay */
  open: number
}
