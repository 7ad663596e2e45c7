import { z } from 'zod'
import { Basis, ComparedFigure, Figure, Measure } from './measure.ts'
import { BothNames } from './text.ts'

/**
 * A way in which what happened parts from a checklist. A ticket may part in several:
 * - `escalated_though_on_community_list`, `pushed_down`: as the measures of these names;
 * - `solved_below`, `solved_above`: by a tier below (as the measure `solved_below_list_tier`) or above that of the list;
 * - `solved_beside`: by another tier that is neither, as a department stands beside a street;
 * - `other_lead`: closed by another unit than the one the list names.
 */
export const Parting = z.enum([
  'escalated_though_on_community_list',
  'solved_below',
  'solved_above',
  'solved_beside',
  'pushed_down',
  'other_lead',
])
export type Parting = z.infer<typeof Parting>

/** Tickets behind a number of a checklist: all reported, all closed, those solved where the list says, or a parting. */
export const ChecklistTickets = z.enum(['reported', 'closed', 'solved_at', ...Parting.options])
export type ChecklistTickets = z.infer<typeof ChecklistTickets>

/** What the list says of a category. Ids are the centre's. */
export const ChecklistSays = z.object({
  tier: z.string(),
  /** the unit that leads; null where the list names none, so that it is the tier's own unit of the place */
  lead: z.string().nullable(),
  coHandlers: z.array(z.string()),
  /**
   * the allowance and who gives it: the list itself, or the centre's rules for this category at this tier when nothing
   * is urgent. Null where neither does
   */
  limit: z.object({ allowance: z.string(), from: z.enum(['list', 'rules']) }).nullable(),
})
export type ChecklistSays = z.infer<typeof ChecklistSays>

/** Where a tier stands seen from that of a list; beside is neither above nor below, as a department beside a street. */
export const ChecklistStanding = z.enum(['below', 'at', 'beside', 'above'])
export type ChecklistStanding = z.infer<typeof ChecklistStanding>

/** What happened to tickets of a list. Void, duplicate and rejected ones are left out, as in the measures. */
export const ChecklistHappened = z.object({
  /** reported in the period */
  reported: z.int(),
  /** closed in the period; all that follows is of these */
  closed: z.int(),
  /** solved at the tier of the list / closed: the measure `checklist_fit` of these tickets */
  solvedAt: Figure,
  /**
   * by the tier that solved them, lowest first, and where that stands seen from the list; null gathers those whose
   * solving tier is not recorded
   */
  byTier: z.array(
    z.object({ tier: z.string().nullable(), stands: ChecklistStanding.nullable(), closed: z.int() }),
  ),
  /** closed by the unit that the list names / closed where it names one and the closing unit is known; null where it never does */
  byLead: Figure.nullable(),
  /** units that helped, with the tickets they helped in; those that the list names also where they never did */
  coHandlers: z.array(z.object({ unit: z.string(), named: z.boolean(), tickets: z.int() })),
  /** hours from report to handling: median, and p90 */
  handling: Figure,
  /** closed in time / closed with a deadline; against the allowance of the list where it has one, else the ticket's own */
  onTime: Figure,
})
export type ChecklistHappened = z.infer<typeof ChecklistHappened>

/** Count (numerator) and share of each parting; null where the list cannot be parted from in that way. */
export const ChecklistParted = z.record(Parting, Figure.nullable())
export type ChecklistParted = z.infer<typeof ChecklistParted>

/** One line of a checklist. */
export const ChecklistLine = z.object({
  category: z.string(),
  /** categories whose tickets are counted here: its own, and those below it that are on no list themselves */
  counts: z.array(z.string()),
  /** other checklists that carry the category */
  alsoOn: z.array(z.string()),
  says: ChecklistSays,
  happened: ChecklistHappened,
  parted: ChecklistParted,
})
export type ChecklistLine = z.infer<typeof ChecklistLine>

/** One checklist beside what happened. */
export const ChecklistAnswer = z.object({
  id: z.string(),
  name: BothNames,
  tier: z.string(),
  lines: z.array(ChecklistLine),
  happened: ChecklistHappened.omit({ coHandlers: true }),
  parted: ChecklistParted,
  /** one sentence computed from the numbers */
  finding: BothNames,
})
export type ChecklistAnswer = z.infer<typeof ChecklistAnswer>

/** `GET /api/checklists` */
export const Checklists = Basis.extend({
  checklists: z.array(ChecklistAnswer),
  /** the measures of checklists for all lists together, beside their past */
  measures: z.array(ComparedFigure.extend({ id: z.string() })),
  /** categories on no list, those with the most tickets first; null gathers tickets without a category */
  unlisted: z.object({
    reported: z.int(),
    closed: z.int(),
    pushedDown: z.int(),
    categories: z.array(z.object({ category: z.string().nullable(), reported: z.int(), closed: z.int() })),
  }),
  /** categories on more than one list: their tickets are counted on the first of these */
  onSeveral: z.array(z.object({ category: z.string(), checklists: z.array(z.string()) })),
  /** why there is nothing to hold anything against; null where there are checklists */
  reason: BothNames.nullable(),
})
export type Checklists = z.infer<typeof Checklists>

/** `GET /api/checklists/areas`: checklist fit by area, and the partings that the measures know. */
export const ChecklistAreas = Basis.extend({
  level: z.string(),
  areas: z.array(
    z.object({
      code: z.string(),
      fit: ComparedFigure,
      escalatedThoughOnCommunityList: Figure,
      solvedBelow: Figure,
      pushedDown: Figure,
    }),
  ),
  unlocated: Figure,
  total: ComparedFigure,
})
export type ChecklistAreas = z.infer<typeof ChecklistAreas>

/** `GET /api/mechanisms` */
export const Mechanisms = Basis.extend({
  mechanisms: z.array(
    z.object({
      id: z.string(),
      name: BothNames,
      figures: z.array(ComparedFigure.extend({ measure: Measure })),
      /** measures that the pack names and this centre does not offer */
      notAvailable: z.array(z.string()),
    }),
  ),
  /** why there is none; null where there are mechanisms */
  reason: BothNames.nullable(),
})
export type Mechanisms = z.infer<typeof Mechanisms>
