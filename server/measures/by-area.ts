import type { Figure, Filter, MeasureByArea } from '@grid/data/contract'
import type { AreaNode, CentreRecord, Level } from '../centre/index.ts'
import { type Asking, areaColumn, areasOf, basisOf, predicateOf } from '../filter/index.ts'
import { badParameters, oneOfValues } from '../problems.ts'
import { nothing, together } from './figure.ts'
import type { MeasureDefinition } from './measure.ts'
import { comparedMoments } from './moments.ts'
import { tally } from './tally.ts'

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
  const rows = await tally(
    asking,
    { where: predicateOf(asking, filter), moments, by: areaColumn(level.depth), measures: [measure] },
    asking,
  )
  const figures = moments.map(() => new Map<string | null, Figure>())
  const totals = moments.map(() => nothing(measure))
  for (const {
    moment,
    key,
    figures: [figure = nothing(measure)],
  } of rows) {
    const code = typeof key === 'number' ? centre.areas.codeOf(key) : null
    // versions of one area's boundary have keys of their own
    figures[moment]!.set(code, together(figures[moment]!.get(code) ?? nothing(measure), figure))
    totals[moment] = together(totals[moment]!, figure)
  }
  const at = (moment: number, code: string | null) => figures[moment]?.get(code) ?? nothing(measure)
  return {
    ...basis,
    measure: measure.entry,
    level: level.id,
    areas: areasAt(asking, level, filter).map(({ code }) => ({
      code,
      ...compare((moment) => at(moment, code)),
    })),
    unlocated: at(0, null),
    total: compare((moment) => totals[moment] ?? nothing(measure)),
  }
}

/** The level of this id; a 400 problem names the levels there are. */
function levelOf(centre: CentreRecord, id: string): Level {
  const level = centre.levels.find((known) => known.id === id)
  if (level) return level
  const ids = centre.levels.map((known) => known.id)
  throw badParameters([{ parameter: 'level', detail: oneOfValues(id, ids) }])
}

/** Special grids lie across the tree, so they narrow the tickets but not the list of areas. */
function areasAt({ centre, caller }: Asking, level: Level, filter: Filter): AreaNode[] {
  const wanted = areasOf(centre, filter.area ?? [], [])
  const touches = (area: AreaNode, codes: readonly string[]) =>
    codes.some((code) => centre.areas.related(area.code, code))
  const special = wanted.some((area) => area.kind === 'special')
  return centre.areas.areas.filter(
    (area) =>
      area.kind === 'basic' &&
      area.depth === level.depth &&
      (filter.area === undefined || special || touches(area, filter.area)) &&
      (caller.scope === 'all' || touches(area, caller.scope)),
  )
}
