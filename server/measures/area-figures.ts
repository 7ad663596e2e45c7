import type { Figure, Filter } from '@grid/data/contract'
import type { AreaNode, CentreRecord, Level } from '../centre/index.ts'
import { type Asking, areaColumn, areasOf, predicateOf } from '../filter/index.ts'
import { join, oneOf, type Sql, sql } from '../store/index.ts'
import type { Moment } from './facts.ts'
import { householdsIn } from './households.ts'
import type { Known } from './known.ts'
import type { Reckoning } from './reckoning.ts'
import { type Tally, tally } from './tally.ts'

/** What to count in every area of a level at each moment. */
export interface AreaQuestion {
  reckonings: readonly Reckoning[]
  known: Known
  level: Level
  moments: readonly Moment[]
}

/**
 * Figures in the order of the reckonings, at moments by their number: of each area, and of all tickets. `sums` are what
 * the figures were made of, none where there was no ticket. `unlocated` is of the first moment.
 */
export interface AreaFigures {
  areas: {
    code: string
    at: (moment: number) => readonly Figure[]
    sums: (moment: number) => readonly (readonly (number | null)[])[]
  }[]
  unlocated: readonly Figure[]
  total: (moment: number) => readonly Figure[]
}

/** Counts a level's areas, those that the filter and the caller's scope touch, in one scan. */
export async function areaFigures(asking: Asking, asked: AreaQuestion, filter: Filter): Promise<AreaFigures> {
  const { centre } = asking
  const { reckonings, known, level, moments } = asked
  const where = predicateOf(asking, filter)
  const rows = await tally(
    asking,
    { where, moments, by: areaOf(centre, level), whole: true, reckonings },
    asking,
  )
  const tallies = moments.map(() => new Map<string | null, Tally>())
  const totals = new Map<number, Tally>()
  for (const row of rows) {
    if (row.whole) totals.set(row.moment, row)
    else tallies[row.moment]?.set(typeof row.key === 'number' ? centre.areas.codeOf(row.key) : null, row)
  }
  const figures = (row: Tally | undefined, households: number | null) =>
    row?.figures(households) ?? reckonings.map((reckoning) => reckoning.figure([], households))
  const nothing = reckonings.map(() => [])
  const areas = areasAt(asking, level, filter).map(({ code }) => {
    const households = householdsIn(asking, known, filter, code)
    return {
      code,
      at: (moment: number) => figures(tallies[moment]?.get(code), households),
      sums: (moment: number) => tallies[moment]?.get(code)?.sums ?? nothing,
    }
  })
  const households = householdsIn(asking, known, filter)
  return {
    areas,
    // nobody lives where nobody knows
    unlocated: figures(tallies[0]?.get(null), null),
    total: (moment) => figures(totals.get(moment), households),
  }
}

/** The key of the area that ticket `t` lies in at a level; former boundaries of an area count as the present one. */
function areaOf(centre: CentreRecord, level: Level): Sql {
  const column = areaColumn(level.depth)
  const former = centre.areas.areas
    .filter(({ depth, keys }) => depth === level.depth && keys.length > 1)
    .flatMap(({ keys: [present, ...others] }) => (present === undefined ? [] : [{ present, others }]))
  if (former.length === 0) return column
  const cases = former.map(({ present, others }) => sql`WHEN ${oneOf(column, others)} THEN ${present}`)
  return sql`CASE ${join(cases, ' ')} ELSE ${column} END`
}

/** Special grids lie across the tree, so they narrow the tickets but not the list of areas. */
export function areasAt({ centre, caller }: Asking, level: Level, filter: Filter): AreaNode[] {
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
