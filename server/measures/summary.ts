import type { Filter, Summary } from '@grid/data/contract'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import { nothing } from './figure.ts'
import { measures } from './list.ts'
import { comparedMoments } from './moments.ts'
import { tally } from './tally.ts'

/** Every measure for the tickets of a filter, each beside its own past. */
export async function summary(asking: Asking, filter: Filter): Promise<Summary> {
  const basis = basisOf(asking, filter)
  const { moments, compare } = comparedMoments(basis, asking.centre)
  const rows = await tally(asking, { where: predicateOf(asking, filter), moments, measures }, asking)
  const now = rows.find((row) => row.moment === 0)
  return {
    ...basis,
    tickets: now?.reported ?? 0,
    unlocated: now?.unlocated ?? 0,
    measures: measures.map((measure, index) => ({
      id: measure.entry.id,
      ...compare((moment) => rows.find((row) => row.moment === moment)?.figures[index] ?? nothing(measure)),
    })),
  }
}
