import type { Measure, Series } from '@grid/data/contract'
import { daysIn } from '../../lib/time.ts'

/** The measure an address asks for; without one the first share of the catalogue, since areas differ in size. */
export function measureOf(
  measures: readonly Measure[],
  wanted: string | null,
): { measure: Measure | undefined; unknown: boolean } {
  const found = measures.find((measure) => measure.id === wanted)
  return {
    measure: found ?? measures.find((measure) => measure.unit === 'share') ?? measures[0],
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
