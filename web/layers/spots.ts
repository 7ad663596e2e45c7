import type { EmergingPlace, Hotspot } from '@grid/data/contract'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { QuietClass } from '../lib/spotClasses.ts'
import { featureId, lastOf, type Scene } from './layer.ts'

/** A class of what is shown: a line of the legend, which can be shown alone. */
export interface SpotClass {
  id: string
  count: number
}

/** The class a place is drawn by: places without tickets that are neither hot nor cold have one of their own. */
export function drawnClass<Class extends string>(place: {
  class: Class | 'none'
  count: number
}): Class | QuietClass {
  return place.class === 'none' && place.count === 0 ? 'zero' : place.class
}

/** Places by outline: the ring of a cell, or the area of the map that the place is. */
export const placeShapes = lastOf(
  (places: readonly (Hotspot | EmergingPlace)[], areas: Scene['areas']): FeatureCollection => {
    const outlines = new Map(areas?.features.map(({ id, geometry }) => [id, geometry]))
    const features: Feature[] = []
    for (const place of places) {
      const geometry: Geometry | null | undefined = place.boundary
        ? { type: 'Polygon', coordinates: [place.boundary.map((corner) => [...corner])] }
        : outlines.get(place.id)
      if (!geometry) continue
      const group = drawnClass(place)
      features.push({
        type: 'Feature',
        id: featureId(place.id),
        geometry,
        properties: { id: place.id, class: group },
      })
    }
    return { type: 'FeatureCollection', features }
  },
)

/** The middle of every place that is hot or cold, for its mark. */
export const placeMarks = lastOf((places: readonly (Hotspot | EmergingPlace)[]): FeatureCollection => {
  const features: Feature[] = []
  for (const place of places) {
    const group = drawnClass(place)
    if (!place.centre || group === 'none' || group === 'zero') continue
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [...place.centre] },
      properties: { id: place.id, class: group, count: place.count },
    })
  }
  return { type: 'FeatureCollection', features }
})

/** Number of places in each class of what is shown, in the order of the styles. */
export function placeClasses<Id extends string>(
  places: readonly (Hotspot | EmergingPlace)[],
  styles: Record<Id, unknown>,
): { id: Id; count: number }[] {
  const counts = new Map<string, number>()
  for (const place of places) counts.set(drawnClass(place), (counts.get(drawnClass(place)) ?? 0) + 1)
  const classes: { id: Id; count: number }[] = []
  for (const id in styles) classes.push({ id, count: counts.get(id) ?? 0 })
  return classes
}

/** The phrase of a class over time: what is neither hot nor cold has no pattern, whatever single steps were. */
export function patternKey<Class extends string>(
  group: Class,
): Class extends 'none' ? 'spots.pattern.none' : `spots.class.${Class}`
export function patternKey(group: string): string {
  return group === 'none' ? 'spots.pattern.none' : `spots.class.${group}`
}
