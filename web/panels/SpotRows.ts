import type { EmergingPlace, Hotspot } from '@grid/data/contract'
import type { Say } from '../i18n/index.ts'
import { drawnClass, patternKey, placeName, repeatClass, type Spots } from '../layers/index.ts'
import { formatNumber, noValue } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import { emergingStyles, hotspotStyles } from '../lib/spotClasses.ts'
import { formatDay } from '../lib/time.ts'
import type { SpotCell, SpotRow } from './SpotTable.tsx'

/** The table of what the map shows. */
export interface SpotSheet {
  label: string
  columns: readonly [string, ...string[]]
  rows: SpotRow[]
}

/** What the rows need to be written. */
export interface Writing {
  say: Say
  lang: Lang
  nameOf: (code: string) => string
  categoryOf: (id: string) => string
}

const hotspotOrder = Object.keys(hotspotStyles)
const emergingOrder = Object.keys(emergingStyles)

/** Every place that the map draws, in rows: those it leaves faint too. */
export function spotSheet(shown: Spots, writing: Writing): SpotSheet {
  const { say, lang, nameOf, categoryOf } = writing
  const number = (value: number | null, digits = 0): SpotCell => ({
    text: value === null ? noValue : formatNumber(value, lang, digits),
    by: value,
  })
  const name = { t: say, nameOf }
  switch (shown.kind) {
    case 'hotspots':
      return {
        label: say('spots.table.hotspots'),
        columns: [
          say('spots.table.name'),
          say('spots.table.class'),
          say('spots.fact.count'),
          say('spots.fact.expected'),
          say('spots.fact.around'),
          say('spots.fact.z'),
          say('spots.fact.adjusted'),
        ],
        rows: byClass(shown.answer.cells, hotspotOrder).map((place) => {
          const group = drawnClass(place)
          return {
            id: place.id,
            name: placeName(place, name),
            cells: [
              // the hottest sorts highest
              { text: say(`spots.class.${group}`), by: -hotspotOrder.indexOf(group) },
              number(place.count),
              number(place.expected, 1),
              number(place.around),
              number(place.z, 2),
              number(place.pAdjusted, 4),
            ],
          }
        }),
      }
    case 'emerging':
      return {
        label: say('spots.table.hotspots'),
        columns: [
          say('spots.table.name'),
          say('spots.table.class'),
          say('spots.fact.count'),
          say('spots.sense.hot'),
          say('spots.sense.cold'),
          say('spots.fact.running'),
        ],
        rows: byClass(shown.answer.cells, emergingOrder).map((place) => {
          const group = drawnClass(place)
          return {
            id: place.id,
            name: placeName(place, name),
            cells: [
              { text: say(patternKey(group)), by: -emergingOrder.indexOf(group) },
              number(place.count),
              number(place.steps.filter((step) => step > 0).length),
              number(place.steps.filter((step) => step < 0).length),
              number(place.running),
            ],
          }
        }),
      }
    case 'repeats':
      return {
        label: say('spots.table.repeats'),
        columns: [
          say('spots.table.category'),
          say('map.area'),
          say('spots.fact.count'),
          say('spots.table.last'),
          say('spots.table.came'),
          say('spots.table.state'),
        ],
        rows: shown.answer.places.map((place) => {
          const area = place.areas[0] === undefined ? null : nameOf(place.areas[0])
          return {
            id: place.id,
            name: categoryOf(place.category),
            cells: [
              { text: area ?? noValue, by: area },
              number(place.count),
              { text: formatDay(place.last, lang), by: place.last },
              number(place.cameBack),
              { text: say(`spots.repeat.${repeatClass(place)}`), by: repeatClass(place) },
            ],
          }
        }),
      }
    case 'warnings':
      return {
        label: say('spots.table.warnings'),
        columns: [
          say('spots.table.category'),
          say('warning.where'),
          say('warning.fact.observed'),
          say('warning.fact.expected'),
          say('warning.fact.ratio'),
          say('warning.fact.days'),
          say('spots.table.recurs'),
          say('spots.table.state'),
        ],
        rows: shown.answer.warnings.map((warning) => {
          const area = warning.areas.at(-1)
          return {
            id: warning.id,
            name: warning.category === null ? say('warning.all') : categoryOf(warning.category),
            cells: [
              { text: area ? nameOf(area.code) : noValue, by: area ? nameOf(area.code) : null },
              number(warning.observed),
              number(warning.expected, 1),
              number(warning.ratio, 1),
              number(warning.days),
              {
                text: `${warning.beyond ? '≥ ' : ''}${formatNumber(warning.recurrenceDays, lang)}`,
                by: warning.recurrenceDays,
              },
              { text: say(`spots.warning.${warning.state}`), by: warning.state },
            ],
          }
        }),
      }
  }
}

/** Places in the order of their classes, within one the most tickets first. */
function byClass<Place extends Hotspot | EmergingPlace>(
  places: readonly Place[],
  order: readonly string[],
): Place[] {
  const rank = (place: Place) => order.indexOf(drawnClass<string>(place))
  return places.toSorted((a, b) => rank(a) - rank(b) || b.count - a.count)
}
