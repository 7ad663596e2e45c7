import { z } from 'zod'
import { Basis } from './measure.ts'
import { BothNames } from './text.ts'
import { LocalDate } from './time.ts'

/**
 * A ratio with its 95 % interval and two-sided p against "no change". `value` null: not defined (nothing before, or
 * too few to say). `high` null beside a `low`: no upper end.
 */
export const Ratio = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  p: z.number().nullable(),
})
export type Ratio = z.infer<typeof Ratio>

/** One side of the date: tickets, whole months, their days, and tickets per month of 30.4375 days. */
export const RateSide = z.object({ count: z.int(), months: z.int(), days: z.int(), perMonth: z.number() })
export type RateSide = z.infer<typeof RateSide>

/** After against before. */
export const RateRatio = Ratio.extend({ before: RateSide, after: RateSide })
export type RateRatio = z.infer<typeof RateRatio>

/** The month of the date belongs to neither side unless the date is its first day. */
export const EffectSide = z.enum(['before', 'split', 'after'])
export type EffectSide = z.infer<typeof EffectSide>

/** One whole local month of the area, zero-filled. */
export const EffectMonth = z.object({
  /** its first day */
  month: LocalDate,
  days: z.int(),
  side: EffectSide,
  /** tickets of the question */
  count: z.int(),
  /** of these, void or duplicate by their present status */
  voidOrDuplicate: z.int(),
  /** the same question without its sources, by how the tickets came */
  selfFound: z.int(),
  hotline: z.int(),
  otherSources: z.int(),
  /** the segmented line, and the line before the date drawn on; null where there is too little for one */
  fitted: z.number().nullable(),
  projected: z.number().nullable(),
})
export type EffectMonth = z.infer<typeof EffectMonth>

/** How the tickets of some sources changed; `sources` are ids, null gathers tickets without one. */
export const Channel = RateRatio.extend({ sources: z.array(z.string().nullable()) })
export type Channel = z.infer<typeof Channel>

/** A ratio estimated on the log scale; `standardError` is that of its natural logarithm, widened where its interval is. */
export const RegressionEffect = Ratio.extend({ standardError: z.number() })
export type RegressionEffect = z.infer<typeof RegressionEffect>

/** Segmented Poisson regression on the months; every effect is a ratio. */
export const Segmented = z.object({
  /** jump at the first month after the date, beside the line before it drawn on */
  level: RegressionEffect,
  /** a month's growth after the date over a month's growth before it */
  slope: RegressionEffect,
  /** a month's growth before, and after */
  slopeBefore: RegressionEffect,
  slopeAfter: RegressionEffect,
  /** Pearson chi-square per degree of freedom; standard errors are widened by its root where it exceeds 1 */
  dispersion: z.number(),
  degreesOfFreedom: z.int(),
  /** of neighbouring months' residuals */
  autocorrelation: z.number(),
})
export type Segmented = z.infer<typeof Segmented>

/** An area the chosen one is held beside. */
export const ComparableArea = RateRatio.extend({
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  households: z.int().nullable(),
})
export type ComparableArea = z.infer<typeof ComparableArea>

export const Comparison = z.object({
  /** nearest in prior volume first; empty where none is comparable */
  areas: z.array(ComparableArea),
  /** how they were chosen, or why there is none */
  matching: BothNames,
  /** their tickets together by month, in the order of `series` */
  months: z.array(z.int()),
  /** their tickets together; null where there is no comparable area */
  ratio: RateRatio.nullable(),
  /** the area's ratio over theirs; null where there is no comparable area */
  differenceInDifferences: Ratio.extend({
    /** how much more than chance the comparable areas differ in their own change; null for one area */
    dispersion: z.number().nullable(),
    /** the smallest and largest value with one comparable area left out; null for one area */
    leaveOneOut: z.object({ low: z.number(), high: z.number() }).nullable(),
  }).nullable(),
})
export type Comparison = z.infer<typeof Comparison>

export const EffectWarning = z.object({ code: z.string(), text: BothNames })
export type EffectWarning = z.infer<typeof EffectWarning>

/** `GET /api/effect`: what changed in an area around a date, and what else may have made it so. */
export const Effect = Basis.pick({ asOf: true, dataVersion: true, synthetic: true }).extend({
  area: z.object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    level: z.string(),
    households: z.int().nullable(),
  }),
  date: LocalDate,
  series: z.array(EffectMonth),
  ratio: RateRatio,
  /** the same ratio where months of a side differ by more than chance: interval and p widened by that dispersion */
  widened: Ratio.extend({ dispersion: z.number() }).nullable(),
  segmented: Segmented.nullable(),
  comparison: Comparison,
  /** the same question without its sources: found by the centre itself, by hotline, otherwise, and all together */
  selfFound: Channel,
  hotline: Channel,
  otherSources: Channel,
  allSources: Channel,
  /** tickets of the question, anywhere, that lie in no area of this level: some may belong here */
  unlocated: z.object({ before: z.int(), after: z.int() }),
  warnings: z.array(EffectWarning),
  /** one sentence computed from the numbers */
  finding: BothNames,
})
export type Effect = z.infer<typeof Effect>
