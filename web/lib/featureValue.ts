import type { LayerProperty } from '@grid/data/contract'
import { formatNumber, noValue } from './format.ts'
import type { Lang } from './lang.ts'
import { formatDay, formatInstant } from './time.ts'

/** How a value of a feature is written: in which language, in which zone, and the words for yes and no. */
export interface ValueWords {
  lang: Lang
  timeZone: string
  yes: string
  no: string
}

/** A value of a feature as a reader has it; instants are milliseconds since 1970 or ISO texts. */
export function featureValue(value: unknown, kind: LayerProperty['kind'], words: ValueWords): string {
  const { lang, timeZone } = words
  if (value === null || value === undefined) return noValue
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (kind === 'instant' && (typeof value === 'number' || typeof value === 'string'))
    return formatInstant(new Date(value).toISOString(), timeZone, lang)
  if (kind === 'day') return formatDay(String(value), lang)
  if (typeof value === 'number') return formatNumber(value, lang, 4)
  const text = String(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
