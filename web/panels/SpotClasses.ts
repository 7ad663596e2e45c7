import type { Say } from '../i18n/index.ts'
import {
  patternKey,
  placeClasses,
  repeatClass,
  repeatClasses,
  type Spots,
  warningStates,
} from '../layers/index.ts'
import { emergingStyles, hotspotStyles, senseOf } from '../lib/spotClasses.ts'

/** A line of the legend: a class, how many places it has, and the picture that stands for it. */
export interface ClassLine {
  id: string
  name: string
  /** what it means, where the name alone does not tell */
  what?: string
  count: number
  swatch: string
}

/** Classes that stand together. */
export interface ClassGroup {
  id: string
  name: string | null
  lines: ClassLine[]
}

/** The classes of what the map shows, grouped as they are read, counted from the places that are drawn. */
export function classGroups(shown: Spots, say: Say): ClassGroup[] {
  switch (shown.kind) {
    case 'hotspots': {
      const lines = placeClasses(shown.answer.cells, hotspotStyles).map(({ id, count }) => ({
        id,
        name: say(`spots.class.${id}`),
        count,
        swatch: id,
      }))
      return [{ id: 'all', name: null, lines }]
    }
    case 'emerging': {
      const lines = placeClasses(shown.answer.cells, emergingStyles).map(({ id, count }) => ({
        id,
        name: say(patternKey(id)),
        what: emergingMeaning(id, say),
        count,
        swatch: id,
      }))
      return (['hot', 'cold', 'neither'] as const).map((sense) => ({
        id: sense,
        name: say(`spots.sense.${sense}`),
        lines: lines.filter(({ id }) => senseOf(id) === sense),
      }))
    }
    case 'repeats':
      return [
        {
          id: 'all',
          name: null,
          lines: repeatClasses.map((id) => ({
            id,
            name: say(`spots.repeat.${id}`),
            count: shown.answer.places.filter((place) => repeatClass(place) === id).length,
            swatch: id,
          })),
        },
      ]
    case 'warnings':
      return [
        {
          id: 'all',
          name: null,
          lines: warningStates.map((id) => ({
            id,
            name: say(`spots.warning.${id}`),
            count: shown.answer.warnings.filter(({ state }) => state === id).length,
            swatch: `warning.${id}`,
          })),
        },
      ]
  }
}

const kinds = [
  'new',
  'consecutive',
  'intensifying',
  'persistent',
  'diminishing',
  'sporadic',
  'oscillating',
  'historical',
] as const

/** What a class of places over time means; nothing for those that are neither hot nor cold. */
export function emergingMeaning(id: string, say: Say): string {
  const kind = kinds.find((one) => id.startsWith(`${one}_`))
  if (!kind) return ''
  const sense = senseOf(id) === 'cold' ? 'cold' : 'hot'
  return say(`spots.kind.${kind}`, { sense: say(`spots.sense.word.${sense}`) })
}

/** The name of a class of what the map shows. */
export function className(shown: Spots, id: string, say: Say): string {
  for (const { lines } of classGroups(shown, say))
    for (const line of lines) if (line.id === id) return line.name
  return id
}
