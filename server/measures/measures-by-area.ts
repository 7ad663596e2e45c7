import type { Basis, ComparedFigure, Filter, Measure } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { areaFigures } from './area-figures.ts'
import { entryOf } from './catalogue.ts'
import { knownOf } from './known.ts'
import { levelOf } from './level-areas.ts'
import type { MeasureDefinition } from './measure.ts'
import { comparedMoments, type Past } from './moments.ts'
import { reckoningOf, type Sum } from './reckoning.ts'

/** Figures of several measures for the areas of a level, in the order of the measures. */
export interface MeasuresByArea {
  basis: Basis
  measures: Measure[]
  areas: { code: string; figures: ComparedFigure[] }[]
}

/**
 * The same figures that `measureByArea` gives one by one, beside those of the `past` periods asked for. What counts
 * reports alone is counted beside the rest: to plan a statement takes as long as to run it, and two are planned at once.
 */
export async function measuresByArea(
  asking: Asking,
  measures: readonly MeasureDefinition[],
  levelId: string,
  filter: Filter,
  past: readonly Past[],
): Promise<MeasuresByArea> {
  const { centre } = asking
  const level = levelOf(centre, levelId)
  const basis = basisOf(asking, filter)
  const { moments, compare } = comparedMoments(basis, centre, past)
  const known = await knownOf(asking)
  const places = measures.map((_, index) => index)
  const ofReports = (index: number) => measures[index]!.entry.period === 'reported'
  const parts = [places.filter(ofReports), places.filter((index) => !ofReports(index))]
  const counted = await Promise.all(
    parts.map(async (own) => {
      const reckonings = own.map((index) => reckoningOf(measures[index]!, centre.pack, known))
      return await areaFigures(asking, { reckonings, known, level, moments, total: false }, filter)
    }),
  )
  /** of each measure the part that counted it, and its place there */
  const found = places.map((index) => {
    const part = ofReports(index) ? 0 : 1
    return { part, place: parts[part]!.indexOf(index) }
  })
  return {
    basis,
    measures: measures.map((measure) => entryOf(measure, known)),
    areas: counted[0]!.areas.map(({ code }, area) => {
      const figuresAt = moments.map((_, moment) => counted.map(({ areas }) => areas[area]!.at(moment)))
      const figures = found.map(({ part, place }) => compare((moment) => figuresAt[moment]![part]![place]!))
      return { code, figures }
    }),
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
  const placeOf = ({ condition, taken }: Sum) => {
    // two measures that count the same tell the same
    const { sql, values } = taken(condition)
    const key = JSON.stringify([sql, values])
    const place = places.get(key) ?? places.size
    places.set(key, place)
    return place
  }
  const counted = reckonings.map(({ sums, parts }) => {
    const counts = sums.filter(({ addsUp }) => addsUp).map(placeOf)
    return { counts, parts: parts.map(([part, whole]) => [counts[part]!, counts[whole]!] as const) }
  })
  const levels = await Promise.all(
    centre.levels.map((level) =>
      areaFigures(asking, { reckonings, known, level, moments, total: false }, filter),
    ),
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
