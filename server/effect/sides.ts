import type { RateSide } from '@grid/data/contract'
import type { Monthly } from './counts.ts'
import { compareSides, standardMonth } from './statistics/rate-ratio.ts'
import type { Windows } from './windows.ts'

/** One side of the date in monthly counts. */
export function sideOf(windows: Windows, counts: Monthly, side: 'before' | 'after'): RateSide {
  const own = monthsOf(windows, counts, side)
  const count = own.reduce((sum, month) => sum + month.count, 0)
  const days = own.reduce((sum, month) => sum + month.days, 0)
  return { count, months: own.length, days, perMonth: (count / days) * standardMonth }
}

/** The months of one side of the date. */
export function monthsOf({ months }: Windows, counts: Monthly, side: 'before' | 'after') {
  return months.flatMap((month, index) =>
    month.side === side ? [{ count: counts[index] ?? 0, days: month.days }] : [],
  )
}

/** After against before in monthly counts. */
export function changeOf(windows: Windows, counts: Monthly) {
  return compareSides(sideOf(windows, counts, 'before'), sideOf(windows, counts, 'after'))
}

/** Several monthly counts together. */
export function together(windows: Windows, all: readonly Monthly[]): Monthly {
  return windows.months.map((_, index) => all.reduce((sum, counts) => sum + (counts[index] ?? 0), 0))
}
