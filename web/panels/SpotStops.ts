import type { Say } from '../i18n/index.ts'
import { placeName, type Spots } from '../layers/index.ts'
import { shownRepeats } from './Repeats.tsx'
import { markedEmerging, markedHotspots } from './SpotOrder.ts'

/** Stops of the keyboard on the map; further ones are in the table. */
const most = 300

/** What stands out on the map, in the order of the list: where the keys stop. */
export function spotStops(
  shown: Spots,
  only: string | null,
  say: Say,
  nameOf: (code: string) => string,
  categoryOf: (id: string) => string,
): { id: string; name: string; at: readonly [number, number] | null }[] {
  switch (shown.kind) {
    case 'hotspots':
    case 'emerging': {
      const places =
        shown.kind === 'hotspots' ? markedHotspots(shown.answer, only) : markedEmerging(shown.answer, only)
      return places
        .slice(0, most)
        .map((place) => ({ id: place.id, name: placeName(place, { t: say, nameOf }), at: place.centre }))
    }
    case 'repeats':
      return shownRepeats(shown.answer, only)
        .slice(0, most)
        .map(({ id, category, centre }) => ({ id, name: categoryOf(category), at: centre }))
    case 'warnings':
      return shown.answer.warnings.map(({ id, category, centre }) => ({
        id,
        name: category === null ? say('warning.all') : categoryOf(category),
        at: centre,
      }))
  }
}
