import type { CentrePack } from '@grid/data/contract'

/**
 * What contradicts itself in a calendar, one line each: the path in `centre.json`, what is wrong there and what to do.
 */
export function calendarProblems({ holidays, makeUpDays, hours }: CentrePack['calendar']): string[] {
  const problems = makeUpDays.flatMap((day, index) => {
    const holiday = holidays.indexOf(day)
    if (holiday < 0) return []
    return [
      `calendar.makeUpDays.${index}: ${day} is a holiday too (calendar.holidays.${holiday}); take it out of one`,
    ]
  })
  // both are HH:MM
  if (hours.from >= hours.to) {
    problems.push(
      `calendar.hours: work must end later on the day than it begins, not ${hours.from} to ${hours.to}`,
    )
  }
  return problems
}
