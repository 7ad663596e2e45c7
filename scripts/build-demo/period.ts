import { dayOf, minutesPerDay } from './local-time.ts'

/** First day of the demo's tickets. */
export const firstDay = dayOf('2024-07-01')
/** Day after the last. */
export const endDay = dayOf('2026-07-01')
/** Nothing in the data is later: the log stops here, in the middle of what was going on. */
export const endOfData = endDay * minutesPerDay
/** The day the grid system starts work. */
export const startDay = dayOf('2025-07-01')

/** Communities that had not joined the system by the end of the data: what a before/after is compared with. */
export const notJoined: readonly string[] = ['610117001005', '610117001006']

/** How far a community is into the new way of working on a day: 0 before, 1 from 90 days after the start. */
export function progress(community: string, day: number): number {
  if (day < startDay || notJoined.includes(community)) return 0
  return Math.min(1, 0.35 + (0.65 * (day - startDay)) / 90)
}
