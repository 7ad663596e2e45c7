import type { Filter } from '@grid/data/contract'
import { centreOfItsTime } from '../centre/index.ts'
import type { Asking } from './asking.ts'
import { periodOf } from './basis.ts'

/**
 * The question put to the boundaries that its filter names: everything that is asked of the answer's `centre` then knows
 * areas and tickets by them. A period spelled wrongly is refused by whoever reads the filter.
 */
export function byBoundaries(asking: Asking, filter: Pick<Filter, 'boundaries' | 'from' | 'to'>): Asking {
  if (filter.boundaries !== 'then') return asking
  return { ...asking, centre: centreOfItsTime(asking.centre, periodOf(filter, asking.centre.extent)) }
}
