import type { Figure, Filter, MeasureByArea } from '@grid/data/contract'
import type { Level } from '../centre/index.ts'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import { entryOf } from './catalogue.ts'
import type { Moment } from './facts.ts'
import { householdsIn } from './households.ts'
import { type Known, knownOf } from './known.ts'
import { areaAt, areasAt, levelOf } from './level-areas.ts'
import type { MeasureDefinition } from './measure.ts'
import { comparedMoments } from './moments.ts'
import { type Reckoning, reckoningOf } from './reckoning.ts'
import { smoothed } from './smoothed.ts'
import { type Tally, tally } from './tally.ts'

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
  const known = await knownOf(asking.store, centre)
  const reckoning = reckoningOf(measure, centre.pack, known)
  const counted = await figuresAt(asking, { reckoning, known, level, moments }, filter)
  const areas = counted.areas.map(({ code, at }) => ({ code, ...compare(at) }))
  const answer = {
    ...basis,
    measure: entryOf(measure, known),
    level: level.id,
    areas,
    unlocated: counted.unlocated,
    total: compare(counted.total),
  }
  if (measure.kind !== 'per households') return answer
  const { area: named, ...everywhere } = filter
  const all = named
    ? await figuresAt(asking, { reckoning, known, level, moments: moments.slice(0, 1) }, everywhere)
    : counted
  return {
    ...answer,
    ...smoothed(
      areas,
      all.areas.map(({ at }) => at(0)),
    ),
  }
}

/** Figures at moments by their number: of each area, and of all tickets; `unlocated` is of the first moment. */
interface Figures {
  areas: { code: string; at: (moment: number) => Figure }[]
  unlocated: Figure
  total: (moment: number) => Figure
}

async function figuresAt(
  asking: Asking,
  asked: { reckoning: Reckoning; known: Known; level: Level; moments: readonly Moment[] },
  filter: Filter,
): Promise<Figures> {
  const { centre } = asking
  const { reckoning, known, level, moments } = asked
  const where = predicateOf(asking, filter)
  const rows = await tally(
    asking,
    { where, moments, by: areaAt(centre, level), whole: true, reckonings: [reckoning] },
    asking,
  )
  const figures = moments.map(() => new Map<string | null, Tally>())
  const totals = new Map<number, Tally>()
  for (const row of rows) {
    if (row.whole) totals.set(row.moment, row)
    else figures[row.moment]?.set(typeof row.key === 'number' ? centre.areas.codeOf(row.key) : null, row)
  }
  const figure = (row: Tally | undefined, households: number | null) =>
    row?.figures(households)[0] ?? reckoning.figure([], households)
  const areas = areasAt(asking, level, filter).map(({ code }) => {
    const households = householdsIn(asking, known, filter, code)
    return { code, at: (moment: number) => figure(figures[moment]?.get(code), households) }
  })
  const households = householdsIn(asking, known, filter)
  return {
    areas,
    // nobody lives where nobody knows
    unlocated: figure(figures[0]?.get(null), null),
    total: (moment) => figure(totals.get(moment), households),
  }
}
