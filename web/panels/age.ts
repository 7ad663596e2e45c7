/** How old what is shown is. */
export type Age = 'fresh' | 'late' | 'old'

const minute = 60_000

/**
 * Late after two minutes without an answer of the server or two days without a new ticket; old after ten minutes or a
 * week. Days are counted to "as of", so that a centre kept at the end of its data is never late.
 */
export function ageOf(of: { silentMs: number; lateDays: number }): Age {
  if (of.silentMs >= 10 * minute || of.lateDays >= 7) return 'old'
  if (of.silentMs >= 2 * minute || of.lateDays >= 2) return 'late'
  return 'fresh'
}
