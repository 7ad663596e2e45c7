import type { Measure } from '@grid/data/contract'
import type { Sql } from '../store/index.ts'

/**
 * A measure: what the catalogue says of it, and its two counts as conditions over a ticket `f` with the facts that
 * `facts.ts` tells of it at a moment. A rate is numerator / denominator; a count has no denominator. The numerator's
 * tickets must be among the denominator's.
 */
export interface MeasureDefinition {
  entry: Measure
  numerator: Sql
  denominator: Sql | null
}
