import type { Ratio } from '@grid/data/contract'
import { chiSquareAbove } from '../../statistics/index.ts'
import { logRatio } from './log-ratio.ts'

/** A month's tickets and days. */
interface Month {
  count: number
  days: number
}

interface Dispersion {
  dispersion: number
  p: number
  degreesOfFreedom: number
}

/**
 * Whether months of a side differ among themselves more than Poisson counts would: Pearson chi-square about each
 * side's mean rate per degree of freedom, and its p.
 */
export function monthlyDispersion(sides: readonly (readonly Month[])[]): Dispersion {
  let squares = 0
  let freedom = 0
  for (const side of sides) {
    const total = totalOf(side)
    if (total.count === 0) continue
    const rate = total.count / total.days
    freedom += side.length - 1
    for (const month of side) squares += (month.count - rate * month.days) ** 2 / (rate * month.days)
  }
  return freedom === 0
    ? { dispersion: 1, p: 1, degreesOfFreedom: 0 }
    : { dispersion: squares / freedom, p: chiSquareAbove(squares, freedom), degreesOfFreedom: freedom }
}

/** p of the dispersion below which months count as uneven */
const unevenBelow = 0.05

/**
 * The ratio of the two sides' rates with interval and p widened by how unevenly their months came, as the coefficient of
 * R's glm(count ~ after + offset(log(days)), quasipoisson). Null where they came no more unevenly than chance has it,
 * or a side is empty.
 */
export function widenedRatio(
  before: readonly Month[],
  after: readonly Month[],
): (Ratio & { dispersion: number }) | null {
  const { dispersion, p, degreesOfFreedom } = monthlyDispersion([before, after])
  const [b, a] = [totalOf(before), totalOf(after)]
  if (p >= unevenBelow || dispersion <= 1 || b.count === 0 || a.count === 0) return null
  const estimate = Math.log((a.count / a.days / b.count) * b.days)
  const ratio = logRatio(estimate, Math.sqrt(1 / a.count + 1 / b.count), dispersion, degreesOfFreedom)
  return { ...ratio, dispersion }
}

function totalOf(months: readonly Month[]): Month {
  return months.reduce((sum, month) => ({ count: sum.count + month.count, days: sum.days + month.days }), {
    count: 0,
    days: 0,
  })
}
