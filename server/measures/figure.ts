import type { ComparedFigure, Figure } from '@grid/data/contract'

/** Below so many a rate says little. */
const smallNumberBelow = 10

/** A plain count. */
export function counted(count: number): Figure {
  return { value: count, numerator: count, denominator: null, n: count, smallNumber: false }
}

/**
 * A quotient times `scale`; of nothing it has no value. It rests on as many cases as its denominator has, unless that
 * counts something else than cases.
 */
export function quotient(numerator: number, denominator: number | null, scale = 1, n?: number): Figure {
  const cases = n ?? denominator ?? 0
  return {
    value: denominator === null || denominator === 0 ? null : (numerator / denominator) * scale,
    numerator,
    denominator,
    n: cases,
    smallNumber: cases < smallNumberBelow,
  }
}

/** Median and ninth decile of so many measured cases; null where there are none. */
export function quantiles(cases: number, median: number | null, p90: number | null): Figure {
  return {
    value: median,
    p90,
    numerator: cases,
    denominator: null,
    n: cases,
    smallNumber: cases < smallNumberBelow,
  }
}

/** The figure of a measure that the centre's data cannot tell. */
export function untold(denominated: boolean): Figure {
  return { value: null, numerator: 0, denominator: denominated ? 0 : null, n: 0, smallNumber: false }
}

/** A figure beside those of the periods it is compared with. */
export function compared(now: Figure, previous: Figure | null, lastYear: Figure | null): ComparedFigure {
  return { ...now, previous, lastYear }
}
