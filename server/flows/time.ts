import type { FlowTime } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { type Cell, type Sql, sql } from '../store/index.ts'

const secondsAnHour = 3600
/** Below so many a time says little. */
const smallNumberBelow = 10

/** An aggregate for {@link timeOf}: how many seconds are known, their exact median and ninth decile. */
export function timed(seconds: Sql): Sql {
  return sql`CAST([count(${seconds})] AS DOUBLE[]) || coalesce(quantile_cont(${seconds}, [0.5, 0.9]), [NULL, NULL])`
}

/** The answer of such an aggregate in hours; of another unit than seconds, so many make one. */
export function timeOf(cell: Cell | undefined, anHour = secondsAnHour): FlowTime {
  const [count, median, p90] = Array.isArray(cell) ? cell : []
  const hours = (time: number | null) => (time === null ? null : time / anHour)
  const n = number(count ?? 0)
  return {
    n,
    median: hours(numberOrNull(median)),
    p90: hours(numberOrNull(p90)),
    smallNumber: n < smallNumberBelow,
  }
}

/** The time of nothing. */
export const noTime: FlowTime = { n: 0, median: null, p90: null, smallNumber: true }
