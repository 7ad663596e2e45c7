import { z } from 'zod'
import { TicketRow } from './answers.ts'
import { Basis, Figure } from './measure.ts'
import { BothNames } from './text.ts'

/** What holders of tickets are told apart by. Areas are those that units serve. */
export const FlowBy = z.enum(['tier', 'unit', 'area'])
export type FlowBy = z.infer<typeof FlowBy>

/** Where a hand-off goes: by the tiers' order, departments beside streets; unknown where a tier is not told or not ranked. */
export const FlowDirection = z.enum(['up', 'down', 'sideways', 'unknown'])
export type FlowDirection = z.infer<typeof FlowDirection>

/** The lines of a log that hand a ticket on. */
export const HandOffKind = z.enum([
  'escalated',
  'returned',
  'transferred',
  'dispatched',
  'reworked',
  'reopened',
])
export type HandOffKind = z.infer<typeof HandOffKind>

/** Hours of finished stays: exact median and ninth decile, null over none. */
export const FlowTime = z.object({
  n: z.int(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
  /** resting on fewer than 10 */
  smallNumber: z.boolean(),
})
export type FlowTime = z.infer<typeof FlowTime>

/** How many of the filter's tickets the answer can tell of. `tickets` = `told` + `derived` + `silent`. */
export const FlowCover = z.object({
  /** tickets of the filter that were work to do */
  tickets: z.int(),
  /** those whose log names who held them */
  told: z.int(),
  /** those without a log, whose own timestamps tell of one holder */
  derived: z.int(),
  /** those that tell of no holder */
  silent: z.int(),
  /** void, duplicate and rejected tickets of the filter: in nothing here */
  never: z.int(),
})
export type FlowCover = z.infer<typeof FlowCover>

/** Where a node is drawn: `unit` its own point, `area` the label point of the area it is or serves. */
export const FlowPlace = z.object({ lon: z.number(), lat: z.number(), from: z.enum(['unit', 'area']) })
export type FlowPlace = z.infer<typeof FlowPlace>

/** Someone who holds tickets. Stays are counted from receipt; times are those of stays that have ended. */
export const FlowNode = z.object({
  /** id of a tier or unit, code of an area; null gathers holders that the log does not name or that belong to no area */
  id: z.string().nullable(),
  name: BothNames.nullable(),
  /** null where nobody knows: drawn beside the map */
  place: FlowPlace.nullable(),
  /** of a unit */
  tier: z.string().nullable(),
  /** how high its tier stands, lowest 0; null where it has no rank */
  rank: z.int().nullable(),
  /** tickets that were here at all */
  tickets: z.int(),
  /** tickets that began here; a derived stay is a beginning */
  begun: z.int(),
  /** hand-offs to it from another node, and from it to another */
  incoming: z.int(),
  outgoing: z.int(),
  /** hand-offs within it */
  inside: z.int(),
  /** stays that ended with handling or closing here, and tickets it holds at the "as of" */
  finished: z.int(),
  holding: z.int(),
  stays: z.int(),
  /** stays told by timestamps alone; ended without a signature; whose clocks contradict: in the counts, in no time */
  derived: z.int(),
  unsigned: z.int(),
  contradictory: z.int(),
  /** from receipt to signature, all the time of one that did not sign */
  waiting: FlowTime,
  /** from signature to handing on, handling or closing */
  working: FlowTime,
  /** both together */
  whole: FlowTime,
})
export type FlowNode = z.infer<typeof FlowNode>

/** Hand-offs from one node to another, or within one. */
export const FlowLink = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  handOffs: z.int(),
  /** tickets that took this way at least once */
  tickets: z.int(),
  /** hand-offs by the line that made them, those that occur; they sum to `handOffs` */
  kinds: z.partialRecord(HandOffKind, z.int()),
  /** where most of them go, and how many go where; they sum to `handOffs` */
  direction: FlowDirection,
  directions: z.partialRecord(FlowDirection, z.int()),
  /** helpers called in over this way: no hand-off, the ticket stays */
  coAssigned: z.int(),
  /** first dispatches over this way, from the desk to the first holder: reception, no hand-off */
  firstDispatches: z.int(),
  /** how long the giver had had it; how long the receiver took to sign */
  before: FlowTime,
  waiting: FlowTime,
  /** the most frequent first; null for callers who may not read free text */
  reasons: z.array(z.object({ reason: z.string(), handOffs: z.int() })).nullable(),
})
export type FlowLink = z.infer<typeof FlowLink>

/** `GET /api/flows`: the hand-offs of the tickets reported in the period, up to the "as of". */
export const FlowMatrix = Basis.extend({
  by: FlowBy,
  /** of areas alone */
  level: z.string().nullable(),
  cover: FlowCover,
  nodes: z.array(FlowNode),
  /** the most hand-offs first, as many as were asked for */
  links: z.array(FlowLink),
  /** what the links not told come to; nodes and sums below count all */
  folded: z.object({ links: z.int(), handOffs: z.int(), coAssigned: z.int(), firstDispatches: z.int() }),
  /** hand-offs of all links; the same whatever they are told apart by */
  handOffs: z.int(),
  /** those whose giver and receiver are two known units: what the measure of hand-offs counts */
  betweenUnits: z.int(),
  directions: z.record(FlowDirection, z.int()),
  kinds: z.record(HandOffKind, z.int()),
  coAssigned: z.int(),
})
export type FlowMatrix = z.infer<typeof FlowMatrix>

/** One way that tickets went: its holders in order, repeats collapsed. */
export const FlowPath = z.object({
  /** what `path` of `GET /api/flows/tickets` takes */
  id: z.string(),
  /** ids of tiers or units; holders not named are passed over, so that none may be left */
  steps: z.array(z.string()),
  tickets: z.int(),
  /** of the told tickets */
  share: z.number(),
  /** of them handled or closed at the "as of" */
  done: z.int(),
  /** hours from report to handling, else closing */
  time: FlowTime,
})
export type FlowPath = z.infer<typeof FlowPath>

/** `GET /api/flows/paths`: the most frequent ways; `tickets` of paths and folded ones sum to `cover.told`. */
export const FlowPaths = Basis.extend({
  by: z.enum(['tier', 'unit']),
  cover: FlowCover,
  paths: z.array(FlowPath),
  folded: z.object({ paths: z.int(), tickets: z.int(), share: z.number(), done: z.int(), time: FlowTime }),
  /** of all told tickets */
  time: FlowTime,
})
export type FlowPaths = z.infer<typeof FlowPaths>

/** `GET /api/flows/pingpong`: A to B and back to A, after collapsing repeats. */
export const FlowPingPong = Basis.extend({
  by: z.enum(['tier', 'unit']),
  cover: FlowCover,
  /** tickets that went to and fro / those whose log names tiers (units) */
  tickets: Figure,
  /** how often */
  triples: z.int(),
  /** pairs by triples, the most first; `tickets` of one pair are distinct, of several they may be the same */
  pairs: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      triples: z.int(),
      tickets: z.int(),
      /** back to `a` over `b`, and back to `b` over `a` */
      aba: z.int(),
      bab: z.int(),
      /** hours that the one between had it */
      between: FlowTime,
    }),
  ),
  folded: z.object({ pairs: z.int(), triples: z.int() }),
})
export type FlowPingPong = z.infer<typeof FlowPingPong>

/** `GET /api/flows/hops`: how often tickets were handed from unit to unit, and whether the first receiver leads to the end. */
export const FlowHops = Basis.extend({
  cover: FlowCover,
  /** every number of hops from 0 on, the last gathers all from there */
  distribution: z.array(
    z.object({ hops: z.int(), andMore: z.boolean(), tickets: z.int(), share: z.number() }),
  ),
  /** hops / tickets whose log names units */
  mean: Figure,
  /** tickets done by the unit that had them first / done tickets whose log names units */
  firstReceiverLeads: Figure,
  /** of these: never out of its hands; away and back; and done by another */
  keptThroughout: z.int(),
  cameBack: z.int(),
  doneByAnother: z.int(),
})
export type FlowHops = z.infer<typeof FlowHops>

/** `GET /api/flows/log`: how much log there is, and how long it runs; lines told by timestamps are left out. */
export const FlowLog = Basis.extend({
  cover: FlowCover,
  /** lines up to the "as of", and the tickets that have any */
  lines: z.int(),
  tickets: z.int(),
  /** hours from the first line of a ticket to its last, by their clocks */
  span: FlowTime,
  /** mean hours of the same */
  meanHours: z.number().nullable(),
})
export type FlowLog = z.infer<typeof FlowLog>

/** Whether tickets were solved at the tier that their checklist names, without a way round above it. */
export const FrontCount = z.object({
  /** at the front / closed tickets on a checklist whose log names tiers and whose solving tier is known */
  figure: Figure,
  /** went above the list's tier and came back to be solved there or below */
  roundabout: z.int(),
  /** solved above the list's tier, or beside it */
  above: z.int(),
  beside: z.int(),
})
export type FrontCount = z.infer<typeof FrontCount>

/** `GET /api/flows/front` */
export const FlowFront = Basis.extend({
  total: FrontCount,
  /** closed tickets left out: on no checklist, or with no log that names tiers, or without a solving tier */
  unlisted: z.int(),
  untold: z.int(),
  tiers: z.array(FrontCount.extend({ tier: z.string() })),
  categories: z.array(FrontCount.extend({ category: z.string(), tier: z.string() })),
  /** why there is nothing to say; null where there is */
  reason: BothNames.nullable(),
})
export type FlowFront = z.infer<typeof FlowFront>

/** Stages of a ticket's time: report to first holder, receipt to signature, signature to end, end to verification, to closing. */
export const FlowStage = z.enum(['reception', 'waiting', 'working', 'verifying', 'closing', 'paused'])
export type FlowStage = z.infer<typeof FlowStage>

/** `GET /api/flows/time`: hours of ended stages; those of a ticket sum to the time from report to its last told end. */
export const FlowTimes = Basis.extend({
  cover: FlowCover,
  /** the tier that had it; null where the log names none, and for the reception */
  parts: z.array(
    z.object({
      tier: z.string().nullable(),
      stage: FlowStage,
      hours: z.number(),
      /** of all hours */
      share: z.number(),
      /** how many times a ticket was in this stage here, of them told by timestamps alone */
      stays: z.int(),
      derived: z.int(),
      tickets: z.int(),
      time: FlowTime,
    }),
  ),
  hours: z.number(),
  /** tickets with any time */
  tickets: z.int(),
  /** stages whose clocks contradict: they have no time */
  contradictory: z.int(),
})
export type FlowTimes = z.infer<typeof FlowTimes>

/** `GET /api/flows/problems`: open at the end of the period, whenever reported, as the measure `problem_ticket` counts them. */
export const FlowProblems = Basis.extend({
  total: z.int(),
  /** reworked three times or more; the others were passed across three units none of which leads */
  reworked: z.int(),
  passedRound: z.int(),
  /** the longest a problem first */
  tickets: z.array(
    TicketRow.extend({ problem_at: z.iso.datetime(), reworks: z.int(), hops: z.int().nullable() }),
  ),
})
export type FlowProblems = z.infer<typeof FlowProblems>

/** Hops and hours that a way straight to the list's tier would have spared; fewer is below 0 where it would have cost more. */
export const FlowSpared = z.object({
  tickets: z.int(),
  hops: z.object({ actual: z.int(), straight: z.int(), fewer: z.int() }),
  hours: z.object({ actual: z.number(), straight: z.number(), fewer: z.number() }),
  /** hours fewer per ticket */
  perTicket: FlowTime,
})
export type FlowSpared = z.infer<typeof FlowSpared>

/** `GET /api/flows/whatif`: tickets closed in the period, had their checklist been followed. */
export const FlowWhatIf = Basis.extend({
  /** went by the list's tier: its own time there counts */
  observed: FlowSpared,
  /** of these, solved there without a hop too many */
  followed: z.int(),
  /** never were at the list's tier: the median time there of tickets that it solved counts */
  estimated: FlowSpared,
  /** of these, would have taken longer there */
  longer: z.int(),
  /** both together, and by the tier of the list */
  total: FlowSpared,
  tiers: z.array(z.object({ tier: z.string(), spared: FlowSpared })),
  /**
   * closed tickets left out: on no list; with no told way, times or solving tier; solved below the list's tier, which is
   * better than the list asks; with nothing typical to go by
   */
  leftOut: z.object({ unlisted: z.int(), untold: z.int(), below: z.int(), noTypical: z.int() }),
  /** how the numbers are made, and what they do not say */
  method: BothNames,
  caveats: z.array(BothNames),
  reason: BothNames.nullable(),
})
export type FlowWhatIf = z.infer<typeof FlowWhatIf>
