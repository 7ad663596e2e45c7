import { z } from 'zod'
import { BothNames } from './text.ts'
import { LocalDate } from './time.ts'

/** Why a coordinator sets a warning aside. */
export const DismissalReason = z.enum([
  'known_and_handled',
  'planned_work',
  'season_or_event',
  'duplicate_reports',
  'wrong_location',
  'not_relevant',
  'other',
])
export type DismissalReason = z.infer<typeof DismissalReason>

/** `POST /api/warnings/{id}/dismiss`; "other" needs a note. */
export const Dismissal = z
  .strictObject({ reason: DismissalReason, note: z.string().trim().min(1).max(1000).optional() })
  .refine(({ reason, note }) => reason !== 'other' || note !== undefined, {
    path: ['note'],
    error: 'say why in a few words',
  })
export type Dismissal = z.infer<typeof Dismissal>

/** `POST /api/warnings/{id}/reopen` */
export const Reopening = z.strictObject({ note: z.string().trim().min(1).max(1000).optional() })
export type Reopening = z.infer<typeof Reopening>

/** A line of a warning's log: what somebody did about it, and how large it was then. */
export const WarningLogEntry = z.object({
  at: z.iso.datetime(),
  action: z.enum(['dismissed', 'reopened']),
  /** the role of who did it */
  by: z.string(),
  reason: DismissalReason.nullable(),
  note: z.string().nullable(),
  /** of the tickets that they saw who did it; null where those are more than the reader's, and the note with it */
  observed: z.int().nullable(),
  expected: z.number().nullable(),
})
export type WarningLogEntry = z.infer<typeof WarningLogEntry>

/** A cluster of tickets of the last days that chance does not explain. */
export const Warning = z.object({
  /** of its category, cells and days: the same cluster has the same id */
  id: z.string(),
  /** the upper category it is about; null for tickets of all categories together */
  category: z.string().nullable(),
  /** local days, `to` not included and the same for all: the day after the last one scanned */
  from: LocalDate,
  to: LocalDate,
  days: z.int(),
  observed: z.int(),
  expected: z.number(),
  /** observed / expected */
  ratio: z.number(),
  logLikelihoodRatio: z.number(),
  /** of this cluster against the largest one of every replication of its own scan */
  p: z.number(),
  /** the same, for that several categories were scanned (Bonferroni) */
  adjustedP: z.number(),
  /** once in so many days a daily scan of a quiet centre would show as much: 1 / adjustedP */
  recurrenceDays: z.number(),
  /** the most likely cluster of its scan, or one further that shares no cell with those before */
  rank: z.int(),
  /** longitude and latitude of the middle cell */
  centre: z.tuple([z.number(), z.number()]),
  /** from the middle to the farthest cell's centre, metres; 0 for one cell */
  radius: z.number(),
  /** H3 indexes of its cells */
  cells: z.array(z.string()),
  /** basic areas its tickets lie in, widest level first, then most tickets first */
  areas: z.array(z.object({ code: z.string(), level: z.string(), tickets: z.int() })),
  /** categories of its tickets as they name them, most first, three at most */
  topCategories: z.array(z.object({ id: z.string(), tickets: z.int() })),
  /** what happened, in a sentence */
  sentence: BothNames,
  /** `grown`: dismissed, and so much larger since that it counts anew */
  state: z.enum(['active', 'dismissed', 'grown']),
  /** oldest first */
  log: z.array(WarningLogEntry),
})
export type Warning = z.infer<typeof Warning>

/** How the scan was made: what a reader needs to judge it. */
export const WarningMethod = z.object({
  /** local days scanned, `to` not included */
  from: LocalDate,
  to: LocalDate,
  /** resolution of the H3 cells, and how many of them were scanned */
  resolution: z.int(),
  cells: z.int(),
  /** local days of the history that the expected numbers rest on */
  historyDays: z.int(),
  /** whether the history holds the same season of an earlier year */
  season: z.boolean(),
  replications: z.int(),
  /** upper categories scanned, null for all together; those with too few tickets are left out */
  scanned: z.array(z.string().nullable()),
  tooFew: z.array(z.string()),
  /** the rest of the method in words */
  how: BothNames,
})
export type WarningMethod = z.infer<typeof WarningMethod>

/**
 * `GET /api/warnings`: the coordinator's list, the rarest first. `computing`: the scan is under way; `warnings` are those
 * of the day before where they are known, and asking again soon brings the new ones. `too little history`: no expected
 * numbers can be given, and why.
 */
export const Warnings = z.object({
  asOf: z.iso.datetime(),
  dataVersion: z.int(),
  synthetic: z.boolean(),
  state: z.enum(['ready', 'computing', 'too little history']),
  /** why there are none, in words; null while there may be */
  note: BothNames.nullable(),
  /** null where nothing was scanned */
  method: WarningMethod.nullable(),
  warnings: z.array(Warning),
})
export type Warnings = z.infer<typeof Warnings>
