import type { EmergingHotspots, EmergingPlace, Hotspot, Hotspots } from '@grid/data/contract'
import { drawnClass } from '../layers/index.ts'
import { emergingStyles, hotspotStyles } from '../lib/spotClasses.ts'

const hotspotOrder = Object.keys(hotspotStyles)
const emergingOrder = Object.keys(emergingStyles)

/** Places that are hot or cold, or those of one class, the most marked first: hot before cold, the strongest first. */
export function markedHotspots({ cells }: Hotspots, only: string | null): Hotspot[] {
  const score = ({ z }: Hotspot) => z ?? 0
  return cells
    .filter((place) => (only === null ? place.class !== 'none' : drawnClass(place) === only))
    .sort(
      (a, b) =>
        Number(score(b) > 0) - Number(score(a) > 0) ||
        Math.abs(score(b)) - Math.abs(score(a)) ||
        hotspotOrder.indexOf(a.class) - hotspotOrder.indexOf(b.class) ||
        byId(a, b),
    )
}

/** The same of places over time, in the order of their classes, then the most tickets first. */
export function markedEmerging({ cells }: EmergingHotspots, only: string | null): EmergingPlace[] {
  return cells
    .filter((place) => (only === null ? place.class !== 'none' : drawnClass(place) === only))
    .sort(
      (a, b) =>
        emergingOrder.indexOf(a.class) - emergingOrder.indexOf(b.class) || b.count - a.count || byId(a, b),
    )
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}
