import type { RateSide } from '@grid/data/contract'
import type { Monthly } from './counts.ts'
import { compareSides, standardMonth } from './statistics/rate-ratio.ts'
import type { Windows } from './windows.ts'

/** One side of the date in monthly counts. */
export function sideOf({ months }: Windows, counts: Monthly, side: 'before' | 'after'): RateSide {
  let count = 0
  let days = 0
  let length = 0
  for (const [index, month] of months.entries()) {
    if (month.side !== side) continue
    count += counts[index] ?? 0
    days += month.days
    length += 1
  }
  return { count, months: length, days, perMonth: (count / days) * standardMonth }
}

/** After against before in monthly counts. */
export function changeOf(windows: Windows, counts: Monthly) {
  return compareSides(sideOf(windows, counts, 'before'), sideOf(windows, counts, 'after'))
}

/** Several monthly counts together. */
export function together(windows: Windows, all: readonly Monthly[]): Monthly {
  return windows.months.map((_, index) => all.reduce((sum, counts) => sum + (counts[index] ?? 0), 0))
}
