import { endDay } from '../period.ts'
import type { Stage } from './stage.ts'

/** A grid of Yulong Community with a new estate: no lift in it before. */
export const newEstate = '610117002016001'
/** Lift tickets of each of the last eight weeks of the data. */
export const liftsByWeek: readonly number[] = [2, 3, 5, 6, 8, 9, 11, 13]

const sources = ['hotline_12345', 'hotline_12345', 'hotline_12345', 'resident', 'sensor']

/** The emerging hotspot: lifts of a new estate fail more often every week. */
export function emerging({ random, grid, tell }: Stage): void {
  const sites = grid(newEstate)
  for (const [week, count] of liftsByWeek.entries()) {
    const first = endDay - (liftsByWeek.length - week) * 7
    for (let i = 0; i < count; i++) {
      tell({
        day: first + random.between(0, 6),
        source: random.pick(sources),
        category: random.chance(0.12) ? 'lifts_trapped' : 'lifts_breakdown',
        sites,
        site: random.pick(sites.homes.slice(2, 7)),
        counted: true,
      })
    }
  }
}
