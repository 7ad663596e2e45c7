/** How old what is shown is. */
export type Age = 'fresh' | 'late' | 'old'

const minute = 60_000

/** Milliseconds of silence from which an answer is late and old. */
export interface SilenceLimits {
  late: number
  old: number
}

/** Where the server is asked every minute. */
const askedLimits: SilenceLimits = { late: 2 * minute, old: 10 * minute }
/** Where the server speaks every 15 s by itself: two beats missed, and five minutes. */
export const heardLimits: SilenceLimits = { late: 40_000, old: 5 * minute }

/**
 * Late after two minutes without an answer of the server or two days without a new ticket; old after ten minutes or a
 * week; `limits` are those of silence. Days are counted to "as of", so that a centre kept at the end of its data is never late.
 */
export function ageOf(of: { silentMs: number; lateDays: number }, limits = askedLimits): Age {
  if (of.silentMs >= limits.old || of.lateDays >= 7) return 'old'
  if (of.silentMs >= limits.late || of.lateDays >= 2) return 'late'
  return 'fresh'
}
