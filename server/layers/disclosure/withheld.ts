import type { Filter } from '@grid/data/contract'
import type { Asking } from '../../filter/index.ts'
import { countsByArea, type MeasureDefinition } from '../../measures/index.ts'
import { suppress } from './suppress.ts'

/** What a public file does not show. */
export interface Withheld {
  below: number
  /** whether the figure of a measure, by its place in the list, is small in an area, or would tell of a small one */
  guards(measure: number, code: string): boolean
  /** whether it is withheld: guarded, or counted in part only because the filter names areas below this one */
  hides(measure: number, code: string): boolean
  /** whether anything is withheld in an area */
  anything(code: string): boolean
}

/**
 * What is withheld of measures in all areas of all levels, so that files of different levels do not tell on each other.
 * The areas that a filter names choose what is shown, not what is counted: the same areas are withheld whatever others
 * are asked for, and what lies above the named ones, of which only a part would be counted, is withheld altogether.
 */
export async function withheldFigures(
  asking: Asking,
  measures: readonly MeasureDefinition[],
  filter: Filter,
): Promise<Withheld> {
  const { centre } = asking
  const below = centre.pack.suppressBelow

  const { area: named, ...everywhere } = filter
  const special = (named ?? []).some((code) => centre.areas.withCode(code)?.kind === 'special')
  const counted = await countsByArea(asking, measures, special ? filter : everywhere)
  const places = new Map(counted.areas.map(({ code }, index) => [code, index]))
  const hidden = suppress(
    {
      areas: counted.areas.map(({ code, counts }) => {
        const parent = centre.areas.withCode(code)?.parent ?? null
        return { code, counts, parent: parent === null ? null : (places.get(parent) ?? null) }
      }),
      figures: counted.measures,
    },
    below,
  )
  const whole = (code: string) =>
    named === undefined || special || centre.areas.path(code).some((above) => named.includes(above))
  const guards = (measure: number, code: string) => {
    const place = places.get(code)
    return place !== undefined && hidden[measure]?.[place] === true
  }
  const hides = (measure: number, code: string) => !whole(code) || guards(measure, code)
  return {
    below,
    guards,
    hides,
    anything: (code) => measures.some((_, measure) => hides(measure, code)),
  }
}
