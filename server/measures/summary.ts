import type { Filter, Summary } from '@grid/data/contract'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import { householdsIn } from './households.ts'
import { knownOf } from './known.ts'
import type { MeasureDefinition } from './measure.ts'
import { comparedMoments } from './moments.ts'
import { reckoningOf } from './reckoning.ts'
import { tally } from './tally.ts'

/** Measures for the tickets of a filter, each beside its own past. */
export async function summary(
  asking: Asking,
  measures: readonly MeasureDefinition[],
  filter: Filter,
): Promise<Summary> {
  const { centre } = asking
  const basis = basisOf(asking, filter)
  const where = predicateOf(asking, filter)
  const { moments, compare } = comparedMoments(basis, centre)
  const known = await knownOf(asking)
  const reckonings = measures.map((measure) => reckoningOf(measure, centre.pack, known))
  const rows = await tally(asking, { where, moments, reckonings, reports: 'all and unlocated' }, asking)
  const households = householdsIn(asking, known, filter)
  const figures = moments.map((_, moment) => rows.find((row) => row.moment === moment)?.figures(households))
  const now = rows.find((row) => row.moment === 0)
  return {
    ...basis,
    tickets: now?.reported ?? 0,
    unlocated: now?.unlocated ?? 0,
    measures: reckonings.map(({ measure, figure }, index) => ({
      id: measure.entry.id,
      ...compare((moment) => figures[moment]?.[index] ?? figure([], households)),
    })),
  }
}

/**
 * Measures beside their own past where what is summed for each in the filter's period is counted elsewhere: the sums that its
 * `reckoning` names, in its order.
 */
export async function besidePast(
  asking: Asking,
  measures: readonly MeasureDefinition[],
  filter: Filter,
): Promise<(now: readonly (readonly number[])[]) => Summary['measures']> {
  const { centre } = asking
  const { moments, compare } = comparedMoments(basisOf(asking, filter), centre)
  const known = await knownOf(asking)
  const reckonings = measures.map((measure) => reckoningOf(measure, centre.pack, known))
  const where = predicateOf(asking, filter)
  const past = await tally(asking, { where, moments: moments.slice(1), reckonings }, asking)
  const households = householdsIn(asking, known, filter)
  return (now) =>
    reckonings.map(({ measure, figure }, index) => ({
      id: measure.entry.id,
      ...compare((moment) => {
        if (moment === 0) return figure(now[index] ?? [], households)
        const row = past.find((one) => one.moment === moment - 1)
        return figure(row?.sums[index] ?? [], households)
      }),
    }))
}
