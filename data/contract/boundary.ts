import { z } from 'zod'
import { AreaGeometry } from './area.ts'
import { Id } from './text.ts'
import { LocalDate } from './time.ts'

/**
 * The boundaries that tickets are told by: `today` those in force now, `then` those in force on the local day each ticket
 * was reported on.
 */
export const Boundaries = z.enum(['today', 'then'])
export type Boundaries = z.infer<typeof Boundaries>

/** An edition of the boundaries; the first holds from the beginning, every other from its first local day on. */
export const Edition = z.object({
  number: z.int(),
  validFrom: LocalDate.nullable(),
  name: z.string().nullable(),
})
export type Edition = z.infer<typeof Edition>

/** What an edition does to an area; several may hold at once, `added` and `ended` stand alone. */
export const AreaChangeKind = z.enum(['added', 'ended', 'outline', 'renamed', 'moved', 'details'])
export type AreaChangeKind = z.infer<typeof AreaChangeKind>

/** Ground that one area takes over from another. */
const Ground = z.object({
  code: z.string(),
  /** share of the earlier area's ground, 0 to 1 */
  share: z.number(),
})

/** An area that is not what it was. */
export const AreaChange = z.object({
  code: z.string(),
  name: z.string(),
  level: z.string(),
  kinds: z.array(AreaChangeKind),
  /** the name it had, where it is renamed */
  nameBefore: z.string().nullable(),
  /** codes of the area above, before and from now on; null at the top, and where there is no such area */
  parentBefore: z.string().nullable(),
  parent: z.string().nullable(),
  /** square metres of its ground; null without an outline */
  groundBefore: z.number().nullable(),
  ground: z.number().nullable(),
  /** share of its ground of before that it keeps, 0 to 1; null where one of the two has no outline */
  kept: z.number().nullable(),
  /** areas that take over what it gives away, largest share first */
  to: z.array(Ground),
  /** areas whose ground it takes over, each with the share of that area's ground */
  from: z.array(Ground),
})
export type AreaChange = z.infer<typeof AreaChange>

/** Why new boundaries cannot be taken as they are. */
export const BoundaryFault = z.object({
  kind: z.enum(['row', 'overlap', 'gap', 'outside', 'straddles', 'displaced', 'code']),
  /** codes of the areas concerned, and a place to look at */
  areas: z.array(z.string()),
  place: z.tuple([z.number(), z.number()]).nullable(),
  reason: z.string(),
  remedy: z.string(),
})
export type BoundaryFault = z.infer<typeof BoundaryFault>

/** Faults that may be taken knowingly. */
export const AcceptedFault = z.enum(['overlap', 'gap', 'outside', 'straddles'])
export type AcceptedFault = z.infer<typeof AcceptedFault>

/** A ticket that comes to lie in another area, at some level. Codes from the widest level to the smallest. */
export const MovedTicket = z.object({
  id: z.string(),
  day: LocalDate,
  from: z.array(z.string()),
  to: z.array(z.string()),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
})
export type MovedTicket = z.infer<typeof MovedTicket>

const Outline = z.object({ code: z.string(), geometry: AreaGeometry })

/** What new boundaries would do, or did. */
export const BoundaryReport = z.object({
  /** false for a preview, and where nothing had to be done */
  applied: z.boolean(),
  /** says the same as an edition that is there: nothing is to be done */
  known: z.boolean(),
  edition: Edition,
  file: z.string(),
  areas: z.object({
    read: z.int(),
    added: z.int(),
    ended: z.int(),
    changed: z.int(),
    unchanged: z.int(),
  }),
  changes: z.array(AreaChange),
  faults: z.array(BoundaryFault),
  tickets: z.object({
    all: z.int(),
    /** come to lie in another area of some level */
    moved: z.int(),
    /** of these by level */
    byLevel: z.array(z.object({ level: z.string(), moved: z.int() })),
    /** from and to the smallest areas, null for none; most tickets first */
    between: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), tickets: z.int() })),
    /** lay in an area and come to lie in none */
    left: z.int(),
    /** lay in none and come to lie in one */
    found: z.int(),
    /** told by the code they carry alone: where their area is divided nobody knows which part */
    byCode: z.int(),
    /** the first of the moved ones */
    first: z.array(MovedTicket),
  }),
  /** units that serve an area that ends */
  units: z.array(z.object({ unit: Id, area: z.string() })),
  /** of the areas that change, as they were and as they will be */
  outlines: z.object({ before: z.array(Outline), after: z.array(Outline) }),
  notes: z.array(z.string()),
  /** what a preview is known by when it is applied */
  token: z.string(),
  seconds: z.number(),
})
export type BoundaryReport = z.infer<typeof BoundaryReport>

/** An edition with what it changed. */
export const EditionRecord = Edition.extend({
  note: z.string().nullable(),
  file: z.string().nullable(),
  importedAt: z.string().nullable(),
  byRole: z.string().nullable(),
  /** tickets that lay in other areas by it when it was taken; null for callers who may not see all tickets */
  moved: z.int().nullable(),
  changes: z.array(AreaChange),
})
export type EditionRecord = z.infer<typeof EditionRecord>

/** `GET /api/boundaries`, the latest edition first. */
export const EditionList = z.object({ editions: z.array(EditionRecord) })
export type EditionList = z.infer<typeof EditionList>
