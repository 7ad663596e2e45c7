import { clockWithin, number, textOrNull } from '../centre/index.ts'
import {
  type Cell,
  countIf,
  day,
  join,
  type QueryOptions,
  type Sql,
  type Store,
  sql,
} from '../store/index.ts'
import type { Moment } from './facts.ts'
import { overBy, stretchOf } from './ticket-sets.ts'

/** Which open tickets: those of `where`, told apart by the expression `by`, until the end of the `last` moment. */
interface OpenQuestion {
  where: Sql
  by: Sql | undefined
  last: Moment
  /** closed tickets that may have been open in the time asked for */
  wasOpen: Sql
}

/** So many tickets of a group more are open from a local day on; fewer where negative. */
export interface OpenChange {
  day: string
  key: Cell
  tickets: number
}

/**
 * How the number of open tickets changes from day to day: one more on the day of a report, one fewer on that of a closing. The
 * engine counts days that are kept in a third of the time of what is made of instants: clocks are asked only of tickets of the last
 * days, where nothing is known yet of some. What was closed on a day before its report is never open, and put right.
 */
export async function openChanges(
  store: Store,
  { where, by, last, wasOpen }: OpenQuestion,
  options: QueryOptions,
): Promise<OpenChange[]> {
  const { until } = stretchOf(last)
  const overDay = overBy(until)
  const over = day(overDay)
  const isOpen = sql`t.status_kind = CAST('open' AS status_kind)`
  const early = sql`t.day < ${over}`
  const late = sql`t.day >= ${over} AND ${clockWithin('reported', '<', until.at)}`
  const onDay = sql`t.day AS begun, CAST(NULL AS DATE) AS ended`
  const onClosing = sql`CAST(NULL AS DATE) AS begun, t.closed_day AS ended`
  const onBoth = sql`t.day AS begun, t.closed_day AS ended`
  const onLater = sql`CAST(NULL AS DATE) AS begun, greatest(t.day, t.closed_day) AS ended`
  const more = sql`count(*)`
  const fewer = sql`-count(*)`
  const unclosed =
    until.day === undefined ? clockWithin('closed', '>=', until.at) : sql`t.closed_day >= ${over}`
  const counted = (days: Sql, tickets: Sql, among: Sql) => sql`
    SELECT ${days}, ${by ?? sql`NULL`} AS grouped, ${tickets} AS tickets
    FROM ticket t WHERE ${among} AND ${where} GROUP BY ALL`
  const statements = [
    counted(onDay, more, sql`${isOpen} AND ${early}`),
    counted(onDay, more, sql`${wasOpen} AND ${early}`),
    counted(onClosing, fewer, sql`${wasOpen} AND ${early}`),
    counted(onClosing, more, sql`${wasOpen} AND ${early} AND ${unclosed}`),
    // to ask for anything else as well would take twice as long: of these few it is asked afterwards
    counted(onBoth, sql`-${countIf(wasOpen)}`, sql`t.closed_day < t.day`),
  ]
  if (until.day === undefined)
    statements.push(
      counted(onDay, more, sql`${isOpen} AND ${late}`),
      counted(onDay, more, sql`${wasOpen} AND ${late}`),
      counted(onLater, fewer, sql`${wasOpen} AND ${late} AND ${clockWithin('closed', '<', until.at)}`),
    )
  const rows = await store.read(join(statements, ' UNION ALL '), options)
  return rows.flatMap(({ begun, ended, grouped, tickets }) => {
    const key = grouped ?? null
    const [from, to] = [textOrNull(begun), textOrNull(ended)]
    const change = (on: string | null, sign: 1 | -1) =>
      on === null ? [] : [{ day: on, key, tickets: sign * number(tickets) }]
    if (from === null || to === null) return [...change(from, 1), ...change(to, 1)]
    // what is taken off the day of its report was taken off that of its closing before
    return from < overDay ? [...change(from, 1), ...change(to, -1)] : []
  })
}
