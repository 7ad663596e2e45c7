import type { ComparedFigure, Figure, Measure } from '@grid/data/contract'
import { type Lang, localeOf } from './lang.ts'

/** What stands where there is no value. */
export const noValue = '–'

const cache = new Map<string, Intl.NumberFormat>()

function numberFormat(lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${lang}${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(localeOf(lang), options)
  cache.set(key, made)
  return made
}

/** A plain number with the language's separators. */
export function formatNumber(value: number, lang: Lang, digits = 0): string {
  return numberFormat(lang, { maximumFractionDigits: digits }).format(value)
}

/** A share of one as a percentage, one decimal unless told otherwise. */
export function formatShare(value: number, lang: Lang, digits = 1): string {
  return numberFormat(lang, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

/** A measure's value in its unit; an absent one is a dash. */
export function formatValue(
  value: number | null | undefined,
  unit: Measure['unit'],
  lang: Lang,
  digits?: number,
): string {
  if (value === null || value === undefined) return noValue
  if (unit === 'share') return formatShare(value, lang, digits ?? 1)
  const number = formatNumber(value, lang, digits ?? decimals[unit])
  return unit === 'hours' ? (lang === 'zh' ? `${number} 小时` : `${number} h`) : number
}

/** Decimals that a reader can use of a value. */
const decimals: Record<Exclude<Measure['unit'], 'share'>, number> = {
  tickets: 0,
  times: 0,
  'per ticket': 2,
  'per 1,000 households': 1,
  points: 1,
  hours: 1,
}

const unitNames: Record<Measure['unit'], Record<Lang, string>> = {
  tickets: { en: 'count', zh: '件数' },
  times: { en: 'times', zh: '次' },
  share: { en: 'share', zh: '占比' },
  'per ticket': { en: 'per ticket', zh: '次/件' },
  'per 1,000 households': { en: 'per 1,000 households', zh: '件/千户' },
  points: { en: 'points', zh: '分' },
  hours: { en: 'hours', zh: '小时' },
}

/** What values of a unit are, in words. */
export function unitName(unit: Measure['unit'], lang: Lang): string {
  return unitNames[unit][lang]
}

/** A figure's value in its measure's unit. */
export function formatFigure(figure: Figure | null | undefined, unit: Measure['unit'], lang: Lang): string {
  return formatValue(figure?.value, unit, lang)
}

/** How a figure moved against an earlier one. */
export interface Change {
  /** positive when the figure grew */
  sign: -1 | 0 | 1
  /** whether the movement is welcome, by the measure's direction */
  good: boolean | null
  text: string
}

/**
 * The change of a figure against an earlier one: percentage points for shares, per cent for counts, the difference for
 * what is measured. Counts under 10 give the difference itself, since a percentage of so few says nothing. Null where either is unknown.
 */
export function changeOf(
  now: Figure | ComparedFigure,
  before: Figure | null,
  measure: Pick<Measure, 'unit' | 'direction'>,
  lang: Lang,
): Change | null {
  if (!before || now.value === null || before.value === null) return null
  const exact = now.value - before.value
  // what would be written as no movement is none
  const difference = rounded(exact, measure.unit === 'share' ? 3 : decimals[measure.unit])
  const sign = difference > 0 ? 1 : difference < 0 ? -1 : 0
  const good =
    sign === 0 || measure.direction === 'neutral'
      ? null
      : (measure.direction === 'more is better') === sign > 0
  return { sign, good, text: changeText(difference, before, measure.unit, lang) }
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}

function changeText(difference: number, before: Figure, unit: Measure['unit'], lang: Lang): string {
  const signed = { signDisplay: 'exceptZero' } as const
  if (unit === 'share') {
    const points = numberFormat(lang, {
      ...signed,
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }).format(difference * 100)
    return lang === 'zh' ? `${points} 个百分点` : `${points} pp`
  }
  if (unit !== 'tickets' && unit !== 'times')
    return numberFormat(lang, { ...signed, maximumFractionDigits: decimals[unit] }).format(difference)
  if (before.value === null || before.value < 10) return numberFormat(lang, signed).format(difference)
  const digits = Math.abs(difference / before.value) < 0.1 ? 1 : 0
  return numberFormat(lang, { ...signed, style: 'percent', maximumFractionDigits: digits }).format(
    difference / before.value,
  )
}
