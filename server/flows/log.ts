import type { Filter, FlowLog } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Asking, asOfOf, basisOf } from '../filter/index.ts'
import { instant, sql } from '../store/index.ts'
import { coverOf } from './cover.ts'
import { rowsOf } from './reach.ts'
import { timed, timeOf } from './time.ts'

const secondsAnHour = 3600

/** How many lines the logs of the filter's tickets have, and how long they run. */
export async function flowLog(asking: Asking, filter: Filter): Promise<FlowLog> {
  const known = instant(asOfOf(asking, filter))
  const { cover, reach } = await coverOf(asking, filter)
  const [row] = await asking.store.read(
    sql`WITH span AS (
        SELECT count(*) AS lines, date_diff('second', min(s.happened_at), max(s.happened_at)) AS seconds
        FROM ${rowsOf(sql`event`, reach)} AND s.happened_at <= ${known} GROUP BY s.ticket)
      SELECT coalesce(sum(lines), 0) AS lines, count(*) AS tickets, avg(seconds) AS mean, ${timed(sql`seconds`, 'span')}
      FROM span`,
    { signal: asking.signal },
  )
  const mean = numberOrNull(row?.mean)
  return {
    ...basisOf(asking, filter),
    cover,
    lines: number(row?.lines),
    tickets: number(row?.tickets),
    span: timeOf(row, 'span'),
    meanHours: mean === null ? null : mean / secondsAnHour,
  }
}
