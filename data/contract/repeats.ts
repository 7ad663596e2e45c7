import { z } from 'zod'
import { Basis } from './measure.ts'
import { Status } from './ticket.ts'
import { LocalDate } from './time.ts'

/**
 * What makes a place a repeat place: so many tickets of one category within so many metres of one of them, in so many
 * days. A point that tickets of many categories share exactly is taken for an address's or an area's centre.
 */
export const RepeatSettings = z.strictObject({
  tickets: z.int().min(2).max(1000).default(3),
  /** from the ticket in the middle to each of the others */
  metres: z.number().min(1).max(5000).default(50),
  /** local days, both the first and the last of them counted */
  days: z.int().min(1).max(3660).default(30),
  /** from how many tickets, of how many categories, a point is one that many share */
  sharedPoint: z
    .strictObject({ tickets: z.int().min(2).default(10), categories: z.int().min(2).default(5) })
    .prefault({}),
})
export type RepeatSettings = z.infer<typeof RepeatSettings>

/** Tickets of one category: of the one they name, or of the upper one that holds it. */
export const RepeatGrouping = z.enum(['category', 'parent'])
export type RepeatGrouping = z.infer<typeof RepeatGrouping>

/** A ticket of a repeat place. */
export const RepeatTicket = z.object({
  id: z.string(),
  category: z.string().nullable(),
  day: LocalDate,
  reported_at: z.iso.datetime(),
  status: Status,
  closed_at: z.iso.datetime().nullable(),
  /** closed at the "as of", and no callback says that it was not solved */
  closedAsSolved: z.boolean(),
})
export type RepeatTicket = z.infer<typeof RepeatTicket>

/** A place where tickets of one category come back. */
export const RepeatPlace = z.object({
  /** of its category and its first ticket: the same in every answer that has this ticket first */
  id: z.string(),
  category: z.string(),
  /** longitude and latitude of the ticket in the middle */
  centre: z.tuple([z.number(), z.number()]),
  /** to the ticket farthest from it, metres */
  radius: z.number(),
  /** west, south, east, north of its tickets */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  count: z.int(),
  /** oldest first; the latest hundred where there are more */
  tickets: z.array(RepeatTicket),
  first: LocalDate,
  last: LocalDate,
  /** local days from the last ticket to the "as of" */
  daysSinceLast: z.int(),
  /** a further ticket today would still be within the days of the rule */
  active: z.boolean(),
  /** tickets closed as solved before a later one was reported: solved on paper, and back again */
  cameBack: z.int(),
  /** codes of the smallest areas its tickets lie in, the one with most tickets first */
  areas: z.array(z.string()),
  /** most of its tickets share one exact point with tickets of many other categories: what that point holds */
  sharedPoint: z.object({ tickets: z.int(), categories: z.int() }).nullable(),
})
export type RepeatPlace = z.infer<typeof RepeatPlace>

/** `GET /api/repeats`: repeat places of the period, most tickets first. */
export const RepeatPlaces = Basis.extend({
  rule: RepeatSettings.omit({ sharedPoint: true }).extend({ by: RepeatGrouping }),
  /** tickets looked at: those with a category and a point that are neither void, duplicate nor rejected */
  tickets: z.int(),
  /** tickets of the filter left out because they have no point or no category */
  leftOut: z.int(),
  total: z.int(),
  places: z.array(RepeatPlace),
})
export type RepeatPlaces = z.infer<typeof RepeatPlaces>
