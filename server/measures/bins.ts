import type { Period } from '@grid/data/contract'
import { addDays, earlierDay, firstOfMonth, laterDay, mondayOf } from '../centre/index.ts'

export const binSizes = ['day', 'week', 'month'] as const
export type BinSize = (typeof binSizes)[number]

/** First day of the bin that a day lies in; weeks begin on Monday. */
export function binOf(day: string, size: BinSize): string {
  if (size === 'day') return day
  return size === 'week' ? mondayOf(day) : firstOfMonth(day)
}

/** First day of the bin after the one that begins on `start`. */
export function nextBin(start: string, size: BinSize): string {
  if (size === 'month') return firstOfMonth(start, 1)
  return addDays(start, size === 'week' ? 7 : 1)
}

/** A bin: its name is its first day, what it counts is the part of it inside the period. */
export interface Bin {
  start: string
  period: Period
}

/** The bins of a period in order, none left out, or null where there would be more than `limit`. */
export function binsOf(period: Period, size: BinSize, limit: number): Bin[] | null {
  const bins: Bin[] = []
  for (let start = binOf(period.from, size); start < period.to; start = nextBin(start, size)) {
    if (bins.length === limit) return null
    const next = nextBin(start, size)
    bins.push({
      start,
      period: { from: laterDay(start, period.from), to: earlierDay(next, period.to) },
    })
  }
  return bins
}
