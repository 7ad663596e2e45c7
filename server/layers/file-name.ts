import type { LayerDescription } from '@grid/data/contract'
import { addDays, dayOf } from '../centre/index.ts'

/**
 * The name of a file without its extension, in one language: whose, what, the first and last day it covers or the day it
 * stands at, and whether it is public or made up.
 */
export function fileNameOf(description: LayerDescription, language: 'en' | 'zh'): string {
  const { centre, title, layer, period, asOf, timeZone, profile, synthetic } = description
  const days = period ? `${period.from}_${addDays(period.to, -1)}` : dayOf(Date.parse(asOf), timeZone)
  const marks = { public: { en: 'public', zh: '公开' }, synthetic: { en: 'made-up', zh: '虚构数据' } }
  const parts = [
    language === 'en' ? centre.id : centre.name.zh,
    language === 'en' ? layer : title.zh,
    days,
    ...(profile === 'public' ? [marks.public[language]] : []),
    ...(synthetic ? [marks.synthetic[language]] : []),
  ]
  return parts.map(fitForAName).join('-')
}

/** Without what one of the file systems cannot have in a name. */
function fitForAName(words: string): string {
  return words
    .replaceAll(/[\p{Cc}\s\\/:*?"<>|：]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80)
}
