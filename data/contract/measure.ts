import { z } from 'zod'
import { BothNames } from './text.ts'
import { LocalDate } from './time.ts'

/**
 * What a measure is counted in. `tickets` and `times` are counts; `share` is of one; `points` a weighted score of rates;
 * `hours` a median, with the ninth decile beside it.
 */
export const MeasureUnit = z.enum([
  'tickets',
  'times',
  'share',
  'per ticket',
  'per 1,000 households',
  'points',
  'hours',
])
export type MeasureUnit = z.infer<typeof MeasureUnit>

/** What a measure is about: a chooser offers measures under these. */
export const MeasureGroup = z.enum([
  'volume',
  'deadlines',
  'closing',
  'solving',
  'handing_on',
  'satisfaction',
  'checklists',
])
export type MeasureGroup = z.infer<typeof MeasureGroup>

/** A measure as the catalogue shows it: everything a reader needs to judge the figure. */
export const Measure = z.object({
  id: z.string(),
  label: BothNames,
  group: z.object({ id: MeasureGroup, label: BothNames }),
  /** shown where nobody chose measures */
  headline: z.boolean(),
  /** false where the centre's data cannot tell it at all: its figures are null, and `why` says what is missing */
  available: z.boolean(),
  why: BothNames.nullable(),
  unit: MeasureUnit,
  /** whether more is better */
  direction: z.enum(['more is better', 'less is better', 'neutral']),
  /** additive measures of an area's children and its own unlocated remainder sum to the area */
  additive: z.boolean(),
  /** how the period applies: tickets reported in it, tickets closed in it, or the state at its end or "as of" */
  period: z.enum(['reported', 'closed', 'state']),
  /** whether the counts of single days add up to those of any stretch of days: `GET /api/timecube` tells these */
  daily: z.boolean(),
  formula: BothNames,
  numerator: BothNames,
  denominator: BothNames.nullable(),
  /** where the definition comes from */
  source: z.string(),
})
export type Measure = z.infer<typeof Measure>

/**
 * A computed measure. `value` is null where the denominator is 0 or unknown. `n` is how many cases it rests on: the
 * denominator of a share or mean, the tickets counted or measured, the smallest denominator of a score.
 */
export const Figure = z.object({
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number().nullable(),
  n: z.number(),
  /** not a plain count, and resting on fewer than 10 */
  smallNumber: z.boolean(),
  /** of durations: nine in ten took no longer, in the measure's unit */
  p90: z.number().nullable().optional(),
})
export type Figure = z.infer<typeof Figure>

/** Local days, `to` not included. */
export const Period = z.object({ from: LocalDate, to: LocalDate })
export type Period = z.infer<typeof Period>

/** A figure beside its own past; null where the filter names no period or the data does not reach back. */
export const ComparedFigure = Figure.extend({
  previous: Figure.nullable(),
  lastYear: Figure.nullable(),
})
export type ComparedFigure = z.infer<typeof ComparedFigure>

/** What every answer about tickets says of itself. */
export const Basis = z.object({
  /** the instant the present is taken at */
  asOf: z.iso.datetime(),
  /** the period asked for, completed from the data's extent where the filter leaves an end open */
  period: Period.nullable(),
  previousPeriod: Period.nullable(),
  lastYearPeriod: Period.nullable(),
  dataVersion: z.int(),
  synthetic: z.boolean(),
})
export type Basis = z.infer<typeof Basis>

/** `GET /api/summary` */
export const Summary = Basis.extend({
  tickets: z.int(),
  /** tickets of the filter without an area: part of every total, on no map */
  unlocated: z.int(),
  /** those asked for, else the headline ones of the catalogue */
  measures: z.array(ComparedFigure.extend({ id: z.string() })),
})
export type Summary = z.infer<typeof Summary>

/**
 * What the rates of small areas were smoothed by: Marshall's empirical Bayes, cases taken as Poisson, as `EBest` of R's
 * spdep has it. It rests on every basic area of the level in the caller's scope that has households, whatever areas the
 * filter names, so that an area's smoothed rate is the same wherever it is shown.
 */
export const Smoothing = z.object({
  /** variance of the true rates among areas, of cases per household; 0 where they differ by no more than chance */
  a: z.number().nullable(),
  /** overall rate of these areas, cases per household; null where no area has households */
  b: z.number().nullable(),
  /** number of areas the estimate rests on */
  areas: z.int(),
  /** in words for the reader */
  how: BothNames,
})
export type Smoothing = z.infer<typeof Smoothing>

/** `GET /api/measures/{id}/areas` */
export const MeasureByArea = Basis.extend({
  measure: Measure,
  level: z.string(),
  areas: z.array(
    ComparedFigure.extend({
      code: z.string(),
      /**
       * of measures per 1,000 households alone: `value` after smoothing, in the same unit; null where `value` is, which
       * is where the area has no households or nobody knows how many
       */
      smoothed: z.number().nullable().optional(),
    }),
  ),
  /** of measures per 1,000 households alone */
  smoothing: Smoothing.optional(),
  /** what belongs to no area of this level: unlocated tickets and those of an upper level alone */
  unlocated: Figure,
  total: ComparedFigure,
})
export type MeasureByArea = z.infer<typeof MeasureByArea>

/** `GET /api/series`: one point a bin and group, none left out. */
export const Series = Basis.extend({
  measure: Measure,
  bin: z.enum(['day', 'week', 'month']),
  /** first local day of each bin, in order; weeks begin on Monday */
  bins: z.array(LocalDate),
  /** of series by area alone: the level of the areas; a series without a key is of tickets in none of them */
  level: z.string().optional(),
  /** one series, or one for each value of `by` */
  series: z.array(z.object({ key: z.string().nullable(), figures: z.array(Figure) })),
})
export type Series = z.infer<typeof Series>

/** `GET /api/breakdown`: key null gathers tickets without that property. */
export const Breakdown = Basis.extend({
  by: z.enum(['category', 'source', 'status', 'tier', 'unit', 'urgency']),
  groups: z.array(
    z.object({
      key: z.string().nullable(),
      reported: z.int(),
      share: z.number(),
      measures: z.array(Figure.extend({ id: z.string() })),
    }),
  ),
})
export type Breakdown = z.infer<typeof Breakdown>
