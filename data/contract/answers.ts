import { z } from 'zod'
import { Area, AreaGeometry } from './area.ts'
import { TicketClocks } from './clocks.ts'
import { EventKind } from './event.ts'
import { Basis } from './measure.ts'
import { Placed, Status, Urgency } from './ticket.ts'
import { LocalDate } from './time.ts'

const Box = z.tuple([z.number(), z.number(), z.number(), z.number()])

/** `GET /api/areas`: RFC 7946 with the centre's caption; `id` is the code, `path` the codes from the root to it. */
export const AreaFeature = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  bbox: Box.nullable(),
  geometry: AreaGeometry.nullable(),
  properties: Area.omit({ validFrom: true, validTo: true }).extend({
    nameEn: z.string().nullable(),
    parent: z.string().nullable(),
    lead: z.string().nullable(),
    households: z.int().nullable(),
    population: z.int().nullable(),
    path: z.array(z.string()),
    /** number of areas directly below */
    children: z.int(),
    /** local days between which this boundary holds, the second not included; null from the beginning, and until now */
    validFrom: LocalDate.nullable(),
    validTo: LocalDate.nullable(),
    /** a point well inside, for a label */
    label: z.tuple([z.number(), z.number()]).nullable(),
  }),
})
export type AreaFeature = z.infer<typeof AreaFeature>

export const AreaCollection = z.object({
  type: z.literal('FeatureCollection'),
  bbox: Box.optional(),
  features: z.array(AreaFeature),
  synthetic: z.boolean(),
  caption: z.object({ en: z.string(), zh: z.string() }).nullable(),
})
export type AreaCollection = z.infer<typeof AreaCollection>

const instant = z.iso.datetime().nullable()

/** A ticket in a list. Titles are null for callers who may not read free text. */
export const TicketRow = z.object({
  id: z.string(),
  title: z.string().nullable(),
  source: z.string().nullable(),
  category: z.string().nullable(),
  urgency: Urgency,
  status: Status,
  tier: z.string().nullable(),
  unit: z.string().nullable(),
  /** code of the smallest area it lies in */
  area: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  reported_at: z.iso.datetime(),
  due_at: instant,
  closed_at: instant,
  returns: z.int(),
  transfers: z.int(),
  /** open and past `due_at` at the answer's "as of" */
  overdue: z.boolean(),
})
export type TicketRow = z.infer<typeof TicketRow>

/** `GET /api/tickets`: newest report first; pass `next` as `after` for the following page. */
export const TicketPage = Basis.extend({
  total: z.int(),
  tickets: z.array(TicketRow),
  next: z.string().nullable(),
})
export type TicketPage = z.infer<typeof TicketPage>

/** `GET /api/overdue`: the longest overdue first, as many of `total` as were asked for. */
export const OverdueTickets = Basis.extend({
  /** the instant they are overdue at: the end of the period, or the "as of" where that is earlier */
  at: z.iso.datetime(),
  total: z.int(),
  tickets: z.array(TicketRow),
})
export type OverdueTickets = z.infer<typeof OverdueTickets>

/** One line of a ticket's log; `derived` ones were told by the ticket's own timestamps. */
export const LogEntry = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  kind: EventKind,
  from_unit: z.string().nullable(),
  to_unit: z.string().nullable(),
  from_tier: z.string().nullable(),
  to_tier: z.string().nullable(),
  reason: z.string().nullable(),
  due_at: instant,
  derived: z.boolean(),
})
export type LogEntry = z.infer<typeof LogEntry>

/** `GET /api/tickets/{id}/log`: lines in their order, after as many as were skipped. */
export const TicketLog = z.object({
  id: z.string(),
  /** lines there are */
  total: z.int(),
  skipped: z.int(),
  log: z.array(LogEntry),
})
export type TicketLog = z.infer<typeof TicketLog>

/** `GET /api/tickets/{id}` */
export const TicketDetail = TicketRow.extend({
  /** times that the unit holding it changed, as the measure `hand_offs` counts; null where the log names no unit */
  hand_offs: z.int().nullable(),
  description: z.string().nullable(),
  address: z.string().nullable(),
  placed: Placed,
  /** codes from the widest level to the smallest */
  areas: z.array(z.string()),
  /** the same by the boundaries of the day it was reported on, as they were called; null where they are those of today */
  areasThen: z
    .array(z.object({ code: z.string(), name: z.string(), nameEn: z.string().nullable() }))
    .nullable(),
  special: z.array(z.string()),
  filed_at: instant,
  dispatched_at: instant,
  signed_at: instant,
  first_contact_at: instant,
  handled_at: instant,
  verified_at: instant,
  solved_tier: z.string().nullable(),
  reworks: z.int(),
  supervised: z.boolean(),
  suspended: z.boolean(),
  unreasonable: z.boolean(),
  contacted: z.boolean().nullable(),
  solved: z.boolean().nullable(),
  satisfied: z.boolean().nullable(),
  prior_ticket: z.string().nullable(),
  /** the first 200 lines; `GET /api/tickets/{id}/log` has the others */
  log: z.array(LogEntry),
  /** lines there are */
  logLines: z.int(),
  /** received, signed and due, hop by hop */
  clocks: TicketClocks,
  asOf: z.iso.datetime(),
  synthetic: z.boolean(),
})
export type TicketDetail = z.infer<typeof TicketDetail>
