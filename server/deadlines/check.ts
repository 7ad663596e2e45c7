import type { CentrePack } from '@grid/data/contract'
import { compileCalendar } from './calendar.ts'
import { calendarProblems } from './contradictions.ts'
import { dueAt, parseLimit } from './limit.ts'

/** No ticket is reported later. */
const latestReport = Date.parse('2101-01-01T00:00:00Z')

/**
 * What makes a pack's deadlines impossible, one line each: the path in `centre.json`, what is wrong there and what to
 * do. A pack without a problem compiles, and gives every ticket of the years 1990 to 2100 its deadline.
 */
export function deadlineProblems(pack: CentrePack, timeZone: string): string[] {
  const problems = calendarProblems(pack.calendar)
  if (problems.length > 0) return problems
  const calendar = compileCalendar(pack.calendar, timeZone)
  return limitsOf(pack).flatMap(([path, limit]) => {
    try {
      dueAt(latestReport, parseLimit(limit), calendar)
      return []
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return [`${path}: ${limit} is too long to be a deadline: it would end after the year 2999`]
    }
  })
}

function limitsOf({ deadlines, checklists }: CentrePack): (readonly [path: string, limit: string])[] {
  const rules = (['handling', 'firstContact'] as const).flatMap((kind) =>
    deadlines[kind].map(({ limit }, index) => [`deadlines.${kind}.${index}.limit`, limit] as const),
  )
  const items = checklists.flatMap(({ items }, list) =>
    items.flatMap(({ limit }, item) =>
      limit === undefined ? [] : [[`checklists.${list}.items.${item}.limit`, limit] as const],
    ),
  )
  return [...rules, ...items]
}
