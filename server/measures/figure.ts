import type { ComparedFigure, Figure } from '@grid/data/contract'
import type { MeasureDefinition } from './measure.ts'

/** Below so many a rate says little. */
const smallNumberBelow = 10

/** A figure from its counts; a count has no denominator. A rate over nothing has no value. */
export function figure(numerator: number, denominator: number | null): Figure {
  if (denominator === null)
    return { value: numerator, numerator, denominator, n: numerator, smallNumber: false }
  return {
    value: denominator === 0 ? null : numerator / denominator,
    numerator,
    denominator,
    n: denominator,
    smallNumber: denominator < smallNumberBelow,
  }
}

/** The figure of a measure over no tickets at all. */
export function nothing(measure: MeasureDefinition): Figure {
  return figure(0, measure.denominator === null ? null : 0)
}

/** Two figures of one measure over tickets that have none in common, as one: from summed parts, never averaged. */
export function together(a: Figure, b: Figure): Figure {
  const denominator = a.denominator === null || b.denominator === null ? null : a.denominator + b.denominator
  return figure(a.numerator + b.numerator, denominator)
}

/** A figure beside those of the periods it is compared with. */
export function compared(now: Figure, previous: Figure | null, lastYear: Figure | null): ComparedFigure {
  return { ...now, previous, lastYear }
}
