import { chiSquareAbove } from './special-functions.ts'

/** A month's tickets and days. */
interface Month {
  count: number
  days: number
}

/**
 * Whether months of a side differ among themselves more than Poisson counts would: Pearson chi-square about each
 * side's mean rate per degree of freedom, and its p.
 */
export function monthlyDispersion(sides: readonly (readonly Month[])[]): { dispersion: number; p: number } {
  let squares = 0
  let freedom = 0
  for (const side of sides) {
    const count = side.reduce((sum, month) => sum + month.count, 0)
    if (count === 0) continue
    const rate = count / side.reduce((sum, month) => sum + month.days, 0)
    freedom += side.length - 1
    for (const month of side) squares += (month.count - rate * month.days) ** 2 / (rate * month.days)
  }
  return freedom === 0
    ? { dispersion: 1, p: 1 }
    : { dispersion: squares / freedom, p: chiSquareAbove(squares, freedom) }
}
