import type { Measure, MeasureGroup, ThreeRateWeights } from '@grid/data/contract'
import type { Sql } from '../store/index.ts'
import type { Need } from './needs.ts'

/** What a measure says of itself; whether it is available or daily, and the words of its group, are the catalogue's. */
export interface MeasureEntry extends Omit<Measure, 'group' | 'daily' | 'available' | 'why'> {
  group: MeasureGroup
}

/** A quotient of two counts; the numerator's tickets must be among the denominator's. */
export interface Share {
  numerator: Sql
  denominator: Sql
}

/**
 * How a measure is reckoned. A `numerator` or `denominator` is a condition over a ticket `f` with the facts that
 * `facts.ts` tells of it at a moment, an `amount` an expression:
 * - `count`: tickets;
 * - `sum`: of the amount, over the tickets of the numerator;
 * - `share`: numerator / denominator;
 * - `mean`: sum of the amount / tickets of the denominator;
 * - `per households`: tickets for every 1,000 households of the area, or of the areas that the filter names;
 * - `score`: shares weighted by the pack's weights, in points of a hundred;
 * - `quantiles`: median and ninth decile in hours of the amount, which is in seconds where no unit is named, over the numerator's tickets.
 */
export type HowReckoned =
  | { kind: 'count'; numerator: Sql }
  | { kind: 'sum'; amount: Sql; numerator: Sql }
  | ({ kind: 'share' } & Share)
  | { kind: 'mean'; amount: Sql; denominator: Sql }
  | { kind: 'per households'; numerator: Sql }
  | { kind: 'score'; shares: Readonly<Record<keyof ThreeRateWeights, Share>> }
  | { kind: 'quantiles'; amount: Sql; unit?: 'microseconds'; numerator: Sql }

/** A measure: what the catalogue says of it, how it is reckoned, and what the centre must have for it to say anything. */
export type MeasureDefinition = HowReckoned & {
  entry: MeasureEntry
  needs: readonly Need[]
}
