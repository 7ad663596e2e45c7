import type { HoursId, SeasonId } from './demand.ts'
import { civil, type Day, dayOf, weekday } from './local-time.ts'

/** Days of heavy rain and the day after: made up, in the months when the Guanzhong plain has it. */
const storms = [
  '2024-07-16',
  '2024-07-24',
  '2024-08-08',
  '2024-08-20',
  '2025-07-09',
  '2025-07-26',
  '2025-08-04',
  '2025-08-21',
  '2025-09-13',
  '2026-06-24',
]
const stormDays = new Set(storms.flatMap((date) => [dayOf(date), dayOf(date) + 1]))

/** From the eve to the seventh day of the Spring Festival. */
const springFestivals: readonly [from: Day, to: Day][] = [
  [dayOf('2025-01-27'), dayOf('2025-02-04')],
  [dayOf('2026-02-15'), dayOf('2026-02-23')],
]

const months: Record<Exclude<SeasonId, 'heating'>, readonly number[]> = {
  even: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  rain: [0.4, 0.4, 0.6, 0.8, 0.9, 1.2, 2.1, 2.2, 1.5, 0.9, 0.6, 0.4],
  water: [0.8, 0.7, 0.7, 0.8, 0.9, 1.3, 2, 1.9, 1, 0.8, 0.7, 0.8],
  summer_nights: [0.55, 0.55, 0.75, 0.9, 1.2, 1.6, 1.75, 1.7, 1.2, 0.9, 0.65, 0.55],
  growth: [0.3, 0.4, 0.9, 1.3, 1.5, 1.5, 1.4, 1.3, 1.1, 0.9, 0.6, 0.4],
  warm: [0.8, 0.8, 0.9, 1, 1.05, 1.15, 1.25, 1.2, 1.05, 1, 0.9, 0.8],
  building: [0.5, 0.5, 1.3, 1.3, 1.2, 1.1, 1, 1, 1.1, 1.2, 1, 0.8],
}

/** How much more or less than usual a category of this season has on that day; 1 is a usual day. */
export function seasonOn(season: SeasonId, day: Day): number {
  const { month, date } = civil(day)
  if (season === 'heating') return heatingOn(month, date)
  const usual = months[season][month - 1] ?? 1
  return season === 'rain' && stormDays.has(day) ? usual * 3.2 : usual
}

/** Heating runs from 15 November to 15 March: many calls when it starts and in the cold of January, few after. */
function heatingOn(month: number, date: number): number {
  if (month === 11) return date < 10 ? 0.15 : date < 15 ? 1 : date < 26 ? 6 : 4
  if (month === 12) return 3.2
  if (month === 1) return 3.8
  if (month === 2) return 2.4
  if (month === 3) return date <= 15 ? 1.6 : 0.2
  return month === 10 && date >= 20 ? 0.1 : 0
}

export function isSpringFestival(day: Day): boolean {
  return springFestivals.some(([from, to]) => from <= day && day <= to)
}

/** Share of an ordinary Monday's tickets by weekday, Sunday first. */
const callers = [0.78, 1.12, 1.05, 1.02, 1, 1, 0.86]
const rounds = [0.4, 1.1, 1.1, 1.1, 1.1, 1.05, 0.5]

/** The day's part in the number of tickets of a source; rounds follow working days, sensors no calendar at all. */
export function dayFactor(source: string, day: Day, isWorkingDay: boolean): number {
  if (source === 'sensor') return 1
  const festival = isSpringFestival(day) ? 0.4 : 1
  if (source !== 'grid_inspection' && source !== 'department' && source !== 'superior') {
    return (callers[weekday(day)] ?? 1) * festival
  }
  const shape = rounds[weekday(day)] ?? 1
  return (isWorkingDay ? Math.max(shape, 1) : Math.min(shape, 0.5)) * festival
}

/** Weight of each hour of the day, from 0 to 23. */
export const hourShapes: Record<HoursId | 'round' | 'office', readonly number[]> = {
  day: [1, 1, 0, 0, 0, 1, 3, 8, 14, 16, 15, 11, 7, 7, 11, 13, 12, 10, 8, 7, 6, 4, 2, 1],
  evening: [1, 1, 0, 0, 0, 1, 5, 8, 9, 9, 8, 7, 6, 5, 6, 7, 8, 10, 14, 16, 14, 9, 4, 2],
  night: [9, 5, 2, 1, 1, 1, 3, 3, 3, 3, 3, 3, 4, 4, 3, 3, 3, 3, 4, 7, 12, 18, 21, 16],
  market: [0, 0, 0, 0, 1, 3, 8, 13, 14, 12, 10, 8, 5, 4, 5, 7, 10, 14, 15, 11, 7, 4, 1, 0],
  any: [3, 2, 2, 2, 2, 3, 5, 8, 9, 9, 8, 7, 6, 6, 7, 7, 8, 9, 9, 8, 7, 6, 5, 4],
  round: [0, 0, 0, 0, 0, 0, 0, 3, 13, 18, 16, 8, 2, 3, 12, 17, 14, 8, 3, 2, 1, 0, 0, 0],
  office: [0, 0, 0, 0, 0, 0, 0, 1, 9, 16, 15, 9, 2, 3, 13, 15, 12, 7, 1, 0, 0, 0, 0, 0],
}
