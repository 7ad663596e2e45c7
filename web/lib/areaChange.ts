import type { Figure, Measure } from '@grid/data/contract'
import { fewest } from './fewest.ts'
import { formatNumber, formatShare, formatValue } from './format.ts'
import type { Lang } from './lang.ts'
import type { Theme } from './tokens.ts'

/** How an area moved between two periods. */
export interface AreaChange {
  now: Figure
  before: Figure | null
  /** in the scale of the measure; null where it is not judged: too few cases, or nothing to compare with */
  value: number | null
  /** whether it is left out for resting on too few */
  few: boolean
}

/** What a change is written in: per cent of what was, points of a share, or the points of a score. */
export type ChangeScale = 'relative' | 'share' | 'points'

/** Shares move by points, scores by theirs, everything else relative to what was. */
export function changeScaleOf(unit: Measure['unit']): ChangeScale {
  if (unit === 'share') return 'share'
  return unit === 'points' ? 'points' : 'relative'
}

/** Where the classes of a change begin, away from no change; the same on both sides and for every period. */
const edges: Record<ChangeScale, readonly [number, number, number]> = {
  relative: [0.1, 0.25, 0.5],
  share: [0.02, 0.05, 0.1],
  points: [2, 5, 10],
}

/** The number of classes: three of a fall, one about level, three of a rise. */
export const changeClasses = 7

/** Whether a figure grows with the days it is counted over: counts, and what is reckoned from them per household. */
export function growsWithDays({ unit, period }: Pick<Measure, 'unit' | 'period'>): boolean {
  return period !== 'state' && (unit === 'tickets' || unit === 'times' || unit === 'per 1,000 households')
}

/**
 * The change of a figure; null as a value where either rests on fewer than ten, or a per cent of nothing is asked.
 * `longer` is how many times as long the present period is, for figures that grow with the days.
 */
export function areaChange(
  now: Figure,
  before: Figure | null,
  unit: Measure['unit'],
  longer = 1,
): AreaChange {
  const few = now.n < fewest || (before !== null && before.n < fewest)
  if (few || now.value === null || before?.value === null || before === null)
    return { now, before, value: null, few }
  const difference = now.value - before.value
  if (changeScaleOf(unit) !== 'relative') return { now, before, value: difference, few }
  const expected = before.value * longer
  return { now, before, value: expected === 0 ? null : (now.value - expected) / expected, few }
}

/** The class of a change, 0 the deepest fall, 3 about level, 6 the steepest rise. An edge belongs to the class farther out. */
export function changeClassOf(value: number, scale: ChangeScale): number {
  // the dust of binary fractions must not decide on which side of an edge a share falls
  const size = Number(Math.abs(value).toPrecision(12))
  const steps = edges[scale].filter((edge) => size >= edge).length
  return 3 + Math.sign(value) * steps
}

/** A change in words: `+12.5 %`, `−3.1 points`. */
export function changeText(value: number, scale: ChangeScale, lang: Lang): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  const size = Math.abs(value)
  if (scale === 'relative') return `${sign}${formatShare(size, lang, size < 0.1 ? 1 : 0)}`
  const points = formatNumber(scale === 'share' ? size * 100 : size, lang, 1)
  return lang === 'zh'
    ? `${sign}${points}${scale === 'share' ? ' 个百分点' : ' 分'}`
    : `${sign}${points}${scale === 'share' ? ' pp' : ' pts'}`
}

/** A class as the legend writes it. */
export function changeClassText(index: number, scale: ChangeScale, lang: Lang): string {
  const [a, b, c] = edges[scale]
  const write = (edge: number, sign: string) =>
    `${sign}${scale === 'points' ? formatValue(edge, 'points', lang, 0) : formatNumber(edge * 100, lang)}`
  const unit =
    scale === 'relative'
      ? '%'
      : scale === 'share'
        ? lang === 'zh'
          ? ' 个百分点'
          : ' pp'
        : lang === 'zh'
          ? ' 分'
          : ' pts'
  if (index === 3) return `${write(a, '±')}${unit}`
  const sign = index < 3 ? '−' : '+'
  const step = Math.abs(index - 3)
  if (step === 3) return `${index < 3 ? '≤' : '≥'} ${write(c, sign)}${unit}`
  const [near, far] = step === 1 ? [a, b] : [b, c]
  return index < 3
    ? `${write(far, sign)} … ${write(near, sign)}${unit}`
    : `${write(near, sign)} … ${write(far, sign)}${unit}`
}

/** ColorBrewer's PuOr (colorbrewer2.org, Apache 2.0), safe for colour-blind readers; on dark ground its middle is dark. */
const ramps: Record<Theme, readonly string[]> = {
  light: ['#542788', '#998ec3', '#d8daeb', '#f7f7f7', '#fee0b6', '#f1a340', '#b35806'],
  dark: ['#d3c6f7', '#988bcb', '#5a5088', '#2a333c', '#7a4d1a', '#d08428', '#ffd08a'],
}

/** Seven colours, from the deepest fall to the steepest rise: purple fell, orange rose, neither good nor bad. */
export function changeRamp(theme: Theme): readonly string[] {
  return ramps[theme]
}
