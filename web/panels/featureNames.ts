import type { Say } from '../i18n/index.ts'
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
