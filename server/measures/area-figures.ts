import type { Figure, Filter } from '@grid/data/contract'
import type { Level } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import type { Moment } from './facts.ts'
import { householdsIn } from './households.ts'
import type { Known } from './known.ts'
import { areaAt, areasAt } from './level-areas.ts'
import type { Reckoning } from './reckoning.ts'
import type { Tally } from './tallies.ts'
import { tally } from './tally.ts'

/** What to count in every area of a level at each moment. */
export interface AreaQuestion {
  reckonings: readonly Reckoning[]
  known: Known
  level: Level
  moments: readonly Moment[]
  /** count all tickets as well: medians of areas make no median of them all */
  total: boolean
}

/**
 * Figures in the order of the reckonings, at moments by their number: of each area, and of all tickets, which have none
 * where no total was asked for. `sums` are what the figures were made of, none where there was no ticket. `unlocated` is
 * of the first moment.
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
  const { reckonings, known, level, moments, total: whole } = asked
  const where = predicateOf(asking, filter)
  const rows = await tally(asking, { where, moments, by: areaAt(centre, level), whole, reckonings }, asking)
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
