import { z } from 'zod'
import { Basis } from './measure.ts'
import { BothNames } from './text.ts'
import { LocalDate } from './time.ts'

/** Sizes of cells by name, from building block to district: resolutions of the H3 grid. */
export const cellSizes = { block: 10, estate: 9, community: 8, street: 7, district: 6 } as const
export type CellSizeName = keyof typeof cellSizes

/** A size of cells as it is asked for: by name or by its H3 resolution. */
export const CellSize = z.enum([
  'block',
  'estate',
  'community',
  'street',
  'district',
  '10',
  '9',
  '8',
  '7',
  '6',
])
export type CellSize = z.infer<typeof CellSize>

/** What the places of an analysis are: hexagons of one size, or the areas of one level. */
export const PlaceKind = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cell'),
    size: z.enum(['block', 'estate', 'community', 'street', 'district']),
    /** of the H3 grid */
    resolution: z.int(),
    /** of an average cell at this resolution */
    edgeMetres: z.number(),
    areaKm2: z.number(),
  }),
  z.object({ kind: z.literal('area'), level: z.string() }),
])
export type PlaceKind = z.infer<typeof PlaceKind>

/** Which places count as neighbours; a place always belongs to its own neighbourhood. */
export const Neighbours = z.discriminatedUnion('by', [
  /** cells up to so many steps away, or areas so many borders away */
  z.object({ by: z.literal('rings'), rings: z.int() }),
  /** places whose centre lies at most so far away */
  z.object({ by: z.literal('distance'), metres: z.number() }),
])
export type Neighbours = z.infer<typeof Neighbours>

/** Hot or cold at 99, 95 or 90 % confidence. */
export const HotspotClass = z.enum(['hot99', 'hot95', 'hot90', 'none', 'cold90', 'cold95', 'cold99'])
export type HotspotClass = z.infer<typeof HotspotClass>

/**
 * Whether there is enough to say. Where `enough` is false no place is called hot or cold, and `text` says why; else it
 * says in a sentence what was found.
 */
export const Verdict = z.object({
  enough: z.boolean(),
  code: z.enum([
    'found',
    'nothing_found',
    'no_places',
    'one_place',
    'few_places',
    'no_tickets',
    'one_ticket',
    'few_tickets',
    'one_place_has_all',
    'all_equal',
    'few_steps',
  ]),
  text: BothNames,
})
export type Verdict = z.infer<typeof Verdict>

/** What to bear in mind about an analysis. */
export const HotspotWarning = z.object({
  code: z.enum([
    'unplaced',
    'piled',
    'islands',
    'edge',
    'outside',
    'no_households',
    'days_left_out',
    'few_around',
  ]),
  text: BothNames,
  /** ids of the places it is about; empty where it is about all or none in particular */
  places: z.array(z.string()),
})
export type HotspotWarning = z.infer<typeof HotspotWarning>

/** A cell or an area, and where it is. */
export const HotspotPlace = z.object({
  /** H3 index of the cell, or code of the area */
  id: z.string(),
  /** longitude and latitude; of areas a point well inside; null for an area known by name alone */
  centre: z.tuple([z.number(), z.number()]).nullable(),
  /** the cell's ring, closed; null for areas, whose outlines `/api/areas` has, and where it was not asked for */
  boundary: z.array(z.tuple([z.number(), z.number()])).nullable(),
  /** code of the smallest area that holds the centre: the area itself where places are areas */
  area: z.string().nullable(),
  /** at the edge of the study region: part of the cell lies beyond it, or neighbours are missing there */
  edge: z.boolean(),
})
export type HotspotPlace = z.infer<typeof HotspotPlace>

/** One place of `GET /api/hotspots`. */
export const Hotspot = HotspotPlace.extend({
  /** tickets of the question */
  count: z.int(),
  /** tickets if they were spread evenly: over the places, or for rates over the households */
  expected: z.number(),
  /** tickets of the place and its neighbours together, and what an even spread would have there */
  around: z.int(),
  aroundExpected: z.number(),
  /** of areas, where known */
  households: z.int().nullable(),
  /** tickets per 1,000 households */
  rate: z.number().nullable(),
  /** how many other places its neighbourhood holds */
  neighbours: z.int(),
  /** Gi* as a standard score; null where it is not defined */
  z: z.number().nullable(),
  /** two-sided, from the normal distribution */
  p: z.number().nullable(),
  /** the same after Benjamini and Hochberg's control of the false discovery rate over all places */
  pAdjusted: z.number().nullable(),
  /** by `pAdjusted` */
  class: HotspotClass,
  /** by `p`, as if this were the only place that was looked at */
  rawClass: HotspotClass,
})
export type Hotspot = z.infer<typeof Hotspot>

const Analysis = Basis.extend({
  places: PlaceKind,
  neighbours: Neighbours,
  /** the places taken into account, in words */
  region: BothNames,
  /** tickets of the question that lie in one of the places */
  tickets: z.int(),
  /** tickets of the question that lie in none: without a point, or without an area of the level */
  unplaced: z.int(),
  verdict: Verdict,
  warnings: z.array(HotspotWarning),
})

/** `GET /api/hotspots`: Getis and Ord's Gi* for every cell, or every area of a level. */
export const Hotspots = Analysis.extend({
  method: z.literal('gi'),
  value: z.enum(['count', 'rate']),
  /** mean and standard deviation of the value over all places; null without places */
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  /** number of places in each class */
  classes: z.record(HotspotClass, z.int()),
  cells: z.array(Hotspot),
})
export type Hotspots = z.infer<typeof Hotspots>

/** The seventeen patterns over time: eight of hot places, the same of cold ones, and none. */
export const EmergingClass = z.enum([
  'new_hot',
  'consecutive_hot',
  'intensifying_hot',
  'persistent_hot',
  'diminishing_hot',
  'sporadic_hot',
  'oscillating_hot',
  'historical_hot',
  'none',
  'new_cold',
  'consecutive_cold',
  'intensifying_cold',
  'persistent_cold',
  'diminishing_cold',
  'sporadic_cold',
  'oscillating_cold',
  'historical_cold',
])
export type EmergingClass = z.infer<typeof EmergingClass>

/** Mann and Kendall's test for a trend. */
export const Trend = z.object({
  direction: z.enum(['up', 'down', 'none']),
  /** Kendall's score: pairs that rise less pairs that fall */
  s: z.number(),
  /** its standard score with continuity correction, variance corrected for ties */
  z: z.number(),
  /** two-sided */
  p: z.number(),
})
export type Trend = z.infer<typeof Trend>

/** One place of `GET /api/hotspots/emerging`. */
export const EmergingPlace = HotspotPlace.extend({
  class: EmergingClass,
  /** tickets over all steps */
  count: z.int(),
  /** tickets over all steps if they were spread evenly: over the places, or for rates over the households */
  expected: z.number(),
  /** of areas, where known */
  households: z.int().nullable(),
  /** tickets over all steps per 1,000 households */
  rate: z.number().nullable(),
  /** of its Gi* over the steps */
  trend: Trend,
  /** one a step: 3 hot at 99 %, 2 at 95 %, 1 at 90 %, 0 neither, negative cold; after correction over all steps and places */
  steps: z.array(z.int().min(-3).max(3)),
  /** steps up to the last one that were hot (positive) or cold (negative) without a break */
  running: z.int(),
})
export type EmergingPlace = z.infer<typeof EmergingPlace>

/** Length of a step of the space-time cube. */
export const Step = z.discriminatedUnion('by', [
  z.object({ by: z.literal('days'), days: z.int() }),
  z.object({ by: z.literal('month') }),
])
export type Step = z.infer<typeof Step>

/** `GET /api/hotspots/emerging`: how hot and cold places came about over time. */
export const EmergingHotspots = Analysis.extend({
  /** what Gi* is taken of at every step: tickets, or tickets per 1,000 households */
  value: z.enum(['count', 'rate']),
  step: Step,
  /** first local day of each step, in order; the last one ends where the period does */
  bins: z.array(LocalDate),
  /** local day after the last step; null without steps */
  end: LocalDate.nullable(),
  /** a place's neighbourhood takes in so many steps before its own */
  stepsBack: z.int(),
  /** from which confidence a step counts as hot or cold, and a trend as one */
  confidence: z.union([z.literal(90), z.literal(95), z.literal(99)]),
  /** number of places in each class */
  classes: z.record(EmergingClass, z.int()),
  cells: z.array(EmergingPlace),
})
export type EmergingHotspots = z.infer<typeof EmergingHotspots>
