import type { LayerProperty } from '@grid/data/contract'
import type { PhraseKey, Say } from '../i18n/index.ts'
import { type LayerFeatures, patternKey } from '../layers/index.ts'
import { classText } from '../lib/breaks.ts'
import type { Lang } from '../lib/lang.ts'
import type { emergingStyles } from '../lib/spotClasses.ts'

/** What a class of a layer's features is called. */
export function featureClassName(
  { classes: { breaks }, layer }: LayerFeatures,
  id: string,
  say: Say,
  lang: Lang,
): string {
  if (breaks) return classText(breaks, Number(id), 'tickets', lang)
  // the classes of both layers of places have a phrase each
  const known = id as keyof typeof emergingStyles
  return layer === 'emerging' ? say(patternKey(known)) : say(`spots.class.${known}`)
}

/** What a value is called whose property has a closed list of codes; undefined for any other. */
export function featureWord(
  { layer }: LayerFeatures,
  { name }: LayerProperty,
  value: unknown,
  say: Say,
): string | undefined {
  const phrase = typeof value === 'string' ? phrases[`${layer}.${name}`]?.(value) : undefined
  return phrase && say(phrase)
}

const phrases: Record<string, (value: string) => PhraseKey> = {
  'hotspots.raw_class': (value) => `spots.class.${value}` as PhraseKey,
  'emerging.trend': (value) => `spots.trend.word.${value}` as PhraseKey,
  'flows.by': (value) => `flow.by.${value}` as PhraseKey,
  'flows.direction': (value) => `flow.direction.${value}` as PhraseKey,
}
