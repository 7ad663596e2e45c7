import type { Ratio } from '@grid/data/contract'
import type { Say } from '../i18n/index.ts'
import { formatNumber, formatShare, noValue } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'

/** A ratio with as many digits as it deserves: 0.20, 1.05, 12, 0.0042. */
export function ratioText(value: number): string {
  if (value === 0) return '0'
  if (value >= 10) return value.toFixed(0)
  return value >= 0.095 ? value.toFixed(2) : String(Number(value.toPrecision(2)))
}

/** Tickets a month: 7.5, 240. */
export function rateText(perMonth: number, lang: Lang): string {
  if (perMonth >= 100) return formatNumber(perMonth, lang)
  return perMonth.toFixed(1)
}

/** p < 0.001, p = 0.017; nothing where there is none. */
export function pText(say: Say, p: number | null): string {
  if (p === null) return ''
  return p < 0.001 ? say('effect.p.below') : say('effect.p', { p: String(Number(p.toPrecision(2))) })
}

/** The ratio as a clause: "0.20, between 0.11 and 0.33; p < 0.001". */
export function ratioInWords(say: Say, ratio: Ratio): string {
  const p = pText(say, ratio.p)
  const low = ratioText(ratio.low ?? 0)
  if (ratio.value === null)
    return ratio.low === null ? say('effect.ratio.none') : say('effect.ratio.noneBefore', { low, p })
  const value = ratioText(ratio.value)
  if (ratio.low === null && ratio.high === null) return say('effect.ratio.plain', { value })
  if (ratio.high === null) return say('effect.ratio.from', { value, low, p })
  return say('effect.ratio.between', { value, low, high: ratioText(ratio.high), p })
}

/** The interval alone: "0.11 to 0.33"; a dash where there is none. */
export function intervalText(say: Say, { low, high }: Ratio): string {
  if (low === null && high === null) return noValue
  if (high === null) return say('effect.interval.short.open', { low: ratioText(low ?? 0) })
  return say('effect.interval.short', { low: ratioText(low ?? 0), high: ratioText(high) })
}

/** The ratio as a change: "80 % fewer", "6.17 times as many"; empty where nothing was reported at all. */
export function changeInWords(say: Say, { value, low }: Ratio, lang: Lang): string {
  if (value === null) return low === null ? '' : say('effect.change.new')
  if (value === 0) return say('effect.change.gone')
  if (value >= 2) return say('effect.change.times', { n: value.toFixed(value < 10 ? 1 : 0) })
  const share = Math.round(Math.abs(value - 1) * 100) / 100
  if (share === 0) return say('effect.change.none')
  // what is left of a hundred and more is not "100 % fewer"
  const written = formatShare(value < 1 ? Math.min(share, 0.99) : share, lang, 0)
  return say(value < 1 ? 'effect.change.fewer' : 'effect.change.more', { share: written })
}
