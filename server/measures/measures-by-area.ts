import type { Basis, ComparedFigure, Filter, Measure } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import type { Sql } from '../store/index.ts'
import { areaFigures } from './area-figures.ts'
import { entryOf } from './catalogue.ts'
import { knownOf } from './known.ts'
import { levelOf } from './level-areas.ts'
import type { MeasureDefinition } from './measure.ts'
import { comparedMoments } from './moments.ts'
import { reckoningOf } from './reckoning.ts'

/** Figures of several measures for the areas of a level, in the order of the measures. */
export interface MeasuresByArea {
  basis: Basis
  measures: Measure[]
  areas: { code: string; figures: ComparedFigure[] }[]
}

/** The same figures that `measureByArea` gives one by one, all in one scan. */
export async function measuresByArea(
  asking: Asking,
  measures: readonly MeasureDefinition[],
  levelId: string,
  filter: Filter,
): Promise<MeasuresByArea> {
  const { centre } = asking
  const level = levelOf(centre, levelId)
  const basis = basisOf(asking, filter)
  const { moments, compare } = comparedMoments(basis, centre)
  const known = await knownOf(asking)
  const reckonings = measures.map((measure) => reckoningOf(measure, centre.pack, known))
  const { areas } = await areaFigures(asking, { reckonings, known, level, moments }, filter)
  return {
    basis,
    measures: measures.map((measure) => entryOf(measure, known)),
    areas: areas.map(({ code, at }) => ({
      code,
      figures: measures.map((_, index) => compare((moment) => at(moment)[index]!)),
    })),
  }
}

/** Measures as the catalogue shows them for a centre. */
export async function entriesOf(asking: Asking, measures: readonly MeasureDefinition[]): Promise<Measure[]> {
  const known = await knownOf(asking)
  return measures.map((measure) => entryOf(measure, known))
}

/** The counts that measures are made of, each once, for every area of the tree. */
export interface CountsByArea {
  /** of each measure: the places of its counts, and which of them are parts of which */
  measures: {
    counts: readonly number[]
    parts: readonly (readonly [part: number, whole: number])[]
  }[]
  areas: { code: string; counts: readonly number[] }[]
}

/** Counts of the filter's own period in all areas of all levels that the filter and the caller's scope touch. */
export async function countsByArea(
  asking: Asking,
  measures: readonly MeasureDefinition[],
  filter: Filter,
): Promise<CountsByArea> {
  const { centre } = asking
  const moments = comparedMoments(basisOf(asking, filter), centre).moments.slice(0, 1)
  const known = await knownOf(asking)
  const reckonings = measures.map((measure) => reckoningOf(measure, centre.pack, known))
  const places = new Map<string, number>()
  const placeOf = ({ sql, values }: Sql) => {
    // two measures that count the same tell the same
    const key = JSON.stringify([sql, values])
    const place = places.get(key) ?? places.size
    places.set(key, place)
    return place
  }
  const counted = reckonings.map(({ sums, additive, parts }) => {
    const counts = sums.slice(0, additive).map(placeOf)
    return { counts, parts: parts.map(([part, whole]) => [counts[part]!, counts[whole]!] as const) }
  })
  const levels = await Promise.all(
    centre.levels.map((level) => areaFigures(asking, { reckonings, known, level, moments }, filter)),
  )
  return {
    measures: counted,
    areas: levels.flatMap(({ areas }) =>
      areas.map(({ code, sums }) => {
        const counts = new Array<number>(places.size).fill(0)
        for (const [index, own] of sums(0).entries())
          for (const [place, count] of counted[index]!.counts.entries()) counts[count] = own[place] ?? 0
        return { code, counts }
      }),
    ),
  }
}
