import type { Measure, Series } from '@grid/data/contract'
import { daysIn } from '../../lib/time.ts'

/**
 * The measure an address asks for; without one, or where the data cannot tell it, the first headline share, since areas
 * differ in size.
 */
export function measureOf(
  measures: readonly Measure[],
  wanted: string | null,
): { measure: Measure | undefined; unknown: boolean } {
  const offered = measures.filter((measure) => measure.available)
  const found = offered.find((measure) => measure.id === wanted)
  return {
    measure: found ?? offered.find((measure) => measure.headline && measure.unit === 'share') ?? offered[0],
    unknown: wanted !== null && found === undefined,
  }
}

/** The measure whose course the time brush draws: the count of what was reported. */
export function brushMeasure(measures: readonly Measure[]): Measure | undefined {
  return (
    measures.find((measure) => measure.unit === 'tickets' && measure.period === 'reported') ?? measures[0]
  )
}

/** The bin that keeps a series over a period readable: up to about a hundred and sixty bars. */
export function binFor(period: { from: string; to: string }): Series['bin'] {
  const days = daysIn(period)
  if (days <= 120) return 'day'
  return days <= 1100 ? 'week' : 'month'
}
