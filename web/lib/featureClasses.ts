import type { LayerProperty } from '@grid/data/contract'
import type { Feature } from 'geojson'
import { type Breaks, breaksOf, classCount, classOf } from './breaks.ts'
import { emergingStyles, hotspotStyles, type SpotStyle } from './spotClasses.ts'

/** The classes that features of a layer fall into by one property: of words that have a style each, or of numbers. */
export interface FeatureClasses {
  /** in the order of the legend, each with its number of features */
  lines: readonly { id: string; count: number }[]
  /** of numbers alone; line `i` is class `i` */
  breaks: Breaks | undefined
  classOf(feature: Feature): string
}

/** The looks of the words that a class may be. */
export const wordStyles: Readonly<Record<string, SpotStyle>> = { ...hotspotStyles, ...emergingStyles }

/** The classes of features by a property. */
export function featureClasses(features: readonly Feature[], shown: LayerProperty): FeatureClasses {
  const shownIn = (feature: Feature): unknown => feature.properties?.[shown.name]
  const numbers = features.flatMap((feature) => {
    const value = shownIn(feature)
    return typeof value === 'number' ? [value] : []
  })
  const breaks = shown.kind === 'text' ? undefined : breaksOf(numbers, 'tickets')
  const classIn = (feature: Feature): string => {
    const value = shownIn(feature)
    if (breaks) return typeof value === 'number' ? String(classOf(breaks, value)) : ''
    // what is neither hot nor cold and has no tickets is calmer still
    return value === 'none' && feature.properties?.tickets === 0 ? 'zero' : String(value)
  }
  const counts = new Map<string, number>()
  for (const feature of features) {
    const id = classIn(feature)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  const ids = breaks
    ? Array.from({ length: classCount(breaks) }, (_, index) => String(index))
    : Object.keys(wordStyles).filter((id) => counts.has(id))
  return { lines: ids.map((id) => ({ id, count: counts.get(id) ?? 0 })), breaks, classOf: classIn }
}
