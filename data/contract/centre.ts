import { z } from 'zod'
import { AlertRule } from './alert.ts'
import { RepeatSettings } from './repeats.ts'
import { Retention } from './retention.ts'
import { BothNames, Id, Name } from './text.ts'
import { Instant, LocalDate, TimeZone } from './time.ts'
import { WallSettings } from './wall.ts'

/** One rung of the area hierarchy, widest first: district, street, community, grid. */
export const Level = z.strictObject({ id: Id, name: Name })
export type Level = z.infer<typeof Level>

/** Who handles a ticket: a tier (层级) is a kind of unit, not a rung of the area tree. */
export const Tier = z.strictObject({ id: Id, name: Name })
export type Tier = z.infer<typeof Tier>

/** Where tickets come from (来源); proactive ones were found, not complained about. */
export const Source = z.strictObject({ id: Id, name: Name, proactive: z.boolean().default(false) })
export type Source = z.infer<typeof Source>

/** What a ticket is about; `parent` makes the second of the two levels. */
export const Category = z.strictObject({ id: Id, name: Name, parent: Id.optional() })
export type Category = z.infer<typeof Category>

/** An organisation that handles tickets; a place is for the flow map alone and may be missing. */
export const Unit = z.strictObject({
  id: Id,
  name: Name,
  tier: Id.optional(),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  area: Id.optional(),
})
export type Unit = z.infer<typeof Unit>

/** An allowance: `2h` continuous hours, `16wh` working hours, `3d` natural days, `5wd` working days. */
export const Limit = z.string().regex(/^[1-9]\d{0,4}(h|wh|d|wd)$/, { error: 'write 2h, 16wh, 3d or 5wd' })

/** The allowance of the tickets it names; the first rule that fits counts. */
export const DeadlineRule = z.strictObject({
  category: z.array(Id).optional(),
  tier: z.array(Id).optional(),
  urgency: z.array(z.enum(['normal', 'urgent', 'danger'])).optional(),
  limit: Limit,
})

/** One of the "three checklists": categories, the tier that should solve them, who leads and who helps. */
export const Checklist = z.strictObject({
  id: Id,
  name: Name,
  tier: Id,
  items: z.array(
    z.strictObject({
      category: Id,
      lead: Id.optional(),
      coHandlers: z.array(Id).default([]),
      limit: Limit.optional(),
    }),
  ),
})

/** One of the "three mechanisms": a small set of measures under one name. */
export const Mechanism = z.strictObject({ id: Id, name: Name, measures: z.array(Id) })

/** What each of the three rates weighs in the three-rate score; only their proportion counts. */
export const ThreeRateWeights = z
  .strictObject({
    response: z.number().min(0).max(1000).default(30),
    solved: z.number().min(0).max(1000).default(35),
    satisfied: z.number().min(0).max(1000).default(35),
  })
  .refine(({ response, solved, satisfied }) => response + solved + satisfied > 0, {
    error: 'one of the weights must be more than 0',
  })
export type ThreeRateWeights = z.infer<typeof ThreeRateWeights>

/** Working time: weekends are Saturday and Sunday unless a make-up working day (调休) says otherwise. */
export const Calendar = z.strictObject({
  holidays: z.array(LocalDate).default([]),
  makeUpDays: z.array(LocalDate).default([]),
  hours: z.strictObject({ from: z.iso.time({ precision: -1 }), to: z.iso.time({ precision: -1 }) }).default({
    from: '09:00',
    to: '17:00',
  }),
})

const defaultLevels: Level[] = []

const defaultTiers: Tier[] = [
  { id: 'grid', name: { en: 'Grid', zh: '网格' } },
  { id: 'community', name: { en: 'Community', zh: '社区' } },
  { id: 'street', name: { en: 'Street', zh: '街道' } },
  { id: 'centre', name: { en: 'Centre', zh: '中心' } },
  { id: 'department', name: { en: 'Department', zh: '部门' } },
  { id: 'city', name: { en: 'City', zh: '市级' } },
]

/**
 * `centre.json`: the description of a centre. Only `name` and `timeZone` are required; levels, categories, sources
 * and units that the pack's files mention and this does not are created at load and reported.
 */
export const CentrePack = z.strictObject({
  id: Id.default('centre'),
  name: Name,
  timeZone: TimeZone,
  levels: z.array(Level).max(6).default(defaultLevels),
  tiers: z.array(Tier).default(defaultTiers),
  sources: z.array(Source).default([]),
  categories: z.array(Category).default([]),
  units: z.array(Unit).default([]),
  checklists: z.array(Checklist).default([]),
  mechanisms: z.array(Mechanism).default([]),
  deadlines: z
    .strictObject({
      handling: z.array(DeadlineRule).default([]),
      firstContact: z.array(DeadlineRule).default([]),
      /** share of an allowance after which a ticket is due soon */
      dueSoonFrom: z.number().gt(0).lt(1).default(0.8),
    })
    .prefault({}),
  calendar: Calendar.prefault({}),
  scores: z.strictObject({ threeRates: ThreeRateWeights.prefault({}) }).prefault({}),
  /** what a repeat place is */
  repeats: RepeatSettings.prefault({}),
  /** who is told by a webhook, and when */
  alerts: z
    .array(AlertRule)
    .default([])
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, {
      error: 'two rules have one id',
    }),
  /** how long what the centre holds is kept; `grid purge` removes what is older */
  retention: Retention.prefault({}),
  asOf: z.enum(['now', 'end of data']).default('now'),
  suppressBelow: z.int().min(0).max(1000).default(5),
  map: z
    .strictObject({
      /** printed under every map and in every export: source, review number (审图号), "made up" */
      caption: Name.optional(),
      /** a GeoJSON file of the pack drawn under the areas; features with `kind`: river, lake, road, place, rail */
      basemap: z.string().optional(),
    })
    .prefault({}),
  wall: WallSettings.prefault({}),
  synthetic: z.boolean().default(false),
})
export type CentrePack = z.infer<typeof CentrePack>

/** What `GET /api/centre` answers: the pack's description with what was found in the data. */
export const Centre = z.object({
  id: z.string(),
  name: BothNames,
  timeZone: z.string(),
  synthetic: z.boolean(),
  caption: BothNames.nullable(),
  levels: z.array(z.object({ id: z.string(), name: BothNames, areas: z.int() })),
  tiers: z.array(z.object({ id: z.string(), name: BothNames })),
  sources: z.array(z.object({ id: z.string(), name: BothNames, proactive: z.boolean() })),
  categories: z.array(z.object({ id: z.string(), name: BothNames, parent: z.string().nullable() })),
  units: z.array(
    z.object({
      id: z.string(),
      name: BothNames,
      tier: z.string().nullable(),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      area: z.string().nullable(),
    }),
  ),
  /** code of the areas at the top of the tree */
  roots: z.array(z.string()),
  extent: z.object({
    /** west, south, east, north of the areas; of the tickets where there are none; null where there is neither */
    bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
    /** first day with a ticket, and the day after the last */
    from: LocalDate.nullable(),
    to: LocalDate.nullable(),
  }),
  /** the instant every measure of the present is computed at unless the request names one */
  asOf: Instant,
  dueSoonFrom: z.number(),
  suppressBelow: z.int(),
  /** the control-room display as the pack wants it */
  wall: WallSettings,
  tickets: z.int(),
  /** grows with every change of the data */
  dataVersion: z.int(),
})
export type Centre = z.infer<typeof Centre>
