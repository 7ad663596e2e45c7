import type { Basis, ComparedFigure, Figure } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { type Moment, momentOf } from './facts.ts'
import { compared } from './figure.ts'

/** The moments of an answer with comparisons: now, then those of the past that the data reaches back to. */
export interface ComparedMoments {
  moments: Moment[]
  /** Puts the figures of the moments side by side; `at` gives the figure of a moment. */
  compare(at: (moment: number) => Figure): ComparedFigure
}

/** The periods of the past that an answer puts beside its own. */
export type Past = 'previous' | 'lastYear'

export function comparedMoments(
  basis: Basis,
  centre: CentreRecord,
  past: readonly Past[] = ['previous', 'lastYear'],
): ComparedMoments {
  const asOf = Date.parse(basis.asOf)
  const moments = [momentOf(basis.period, asOf, centre.pack.timeZone)]
  const add = (period: Basis['period']) =>
    period ? moments.push(momentOf(period, asOf, centre.pack.timeZone)) - 1 : null
  const previous = past.includes('previous') ? add(basis.previousPeriod) : null
  const lastYear = past.includes('lastYear') ? add(basis.lastYearPeriod) : null
  return {
    moments,
    compare: (at) =>
      compared(at(0), previous === null ? null : at(previous), lastYear === null ? null : at(lastYear)),
  }
}
