import type { Filter } from '@grid/data/contract'
import { dueAt, type Limit, parseLimit, type WorkingCalendar } from '../deadlines/index.ts'
import type { Asking } from '../filter/index.ts'
import { oneOf, sql } from '../store/index.ts'
import type { Listed } from './listed.ts'
import { conditionsOf, ofLists } from './tickets-of-lists.ts'

/** Closed tickets whose closing time is known, and those of them closed within an allowance. */
export interface InTime {
  known: number
  inTime: number
}

/**
 * For each line that gives an allowance of its own, how many of its closed tickets were closed within it, counted from
 * the report by the calendar of the centre. Working time is no matter for the engine, so tickets pass by here one at a
 * time; memory does not grow with them.
 */
export async function inTimeOf(
  asking: Asking,
  filter: Filter,
  listed: readonly Listed[],
  calendar: WorkingCalendar,
): Promise<ReadonlyMap<Listed, InTime>> {
  const { store, centre, signal } = asking
  const limited = listed.flatMap((line) =>
    line.item.limit === undefined
      ? []
      : [{ line, limit: parseLimit(line.item.limit), found: { known: 0, inTime: 0 } }],
  )
  const keys = limited.flatMap(({ line }) => line.keys)
  const found = new Map(limited.map(({ line, found }) => [line, found]))
  if (keys.length === 0) return found
  const places = new Map(limited.map((one) => [`${one.line.list} ${one.line.line}`, one]))
  const select = sql`
    SELECT CAST(f.list AS DOUBLE), CAST(f.line AS DOUBLE),
      CAST(epoch_ms(f.reported_at) AS DOUBLE), CAST(epoch_ms(f.closed_at) AS DOUBLE)
    FROM f WHERE ${conditionsOf(centre).closed} AND f.closed_at IS NOT NULL AND ${oneOf(sql`f.category`, keys)}`
  const columns = store.columns(ofLists(asking, filter, { listed, which: 'closed', select }), { signal })
  for await (const [lists, lines, reported, closed] of columns)
    for (const [row, list] of lists!.entries()) {
      const one = places.get(`${list} ${lines![row]}`)
      if (!one) continue
      one.found.known++
      if (closed![row]! <= endOf(reported![row]!, one.limit, calendar)) one.found.inTime++
    }
  return found
}

/** An allowance that leads beyond every calendar never ends. */
function endOf(start: number, limit: Limit, calendar: WorkingCalendar): number {
  try {
    return dueAt(start, limit, calendar)
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY
    throw error
  }
}
