import type { Figure, Filter, MeasureByArea } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { areaFigures } from './area-figures.ts'
import { entryOf } from './catalogue.ts'
import { knownOf } from './known.ts'
import { levelOf } from './level-areas.ts'
import type { MeasureDefinition } from './measure.ts'
import { comparedMoments } from './moments.ts'
import { reckoningOf } from './reckoning.ts'
import { smoothed } from './smoothed.ts'

/**
 * A measure for every area of a level that the filter's areas and the caller's scope touch, none left out, with what
 * belongs to no area of the level and the total.
 */
export async function measureByArea(
  asking: Asking,
  measure: MeasureDefinition,
  levelId: string,
  filter: Filter,
): Promise<MeasureByArea> {
  const { centre } = asking
  const level = levelOf(centre, levelId)
  const basis = basisOf(asking, filter)
  const { moments, compare } = comparedMoments(basis, centre)
  const known = await knownOf(asking)
  const reckonings = [reckoningOf(measure, centre.pack, known)]
  const counted = await areaFigures(asking, { reckonings, known, level, moments, total: true }, filter)
  const only = (figures: (moment: number) => readonly Figure[]) => (moment: number) => figures(moment)[0]!
  const areas = counted.areas.map(({ code, at }) => ({ code, ...compare(only(at)) }))
  const answer = {
    ...basis,
    measure: entryOf(measure, known),
    level: level.id,
    areas,
    unlocated: counted.unlocated[0]!,
    total: compare(only(counted.total)),
  }
  if (measure.kind !== 'per households') return answer
  const { area: named, ...everywhere } = filter
  const all = named
    ? await areaFigures(
        asking,
        { reckonings, known, level, moments: moments.slice(0, 1), total: false },
        everywhere,
      )
    : counted
  return {
    ...answer,
    ...smoothed(
      areas,
      all.areas.map(({ at }) => only(at)(0)),
    ),
  }
}
