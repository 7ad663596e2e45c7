import type { FlowTime } from '@grid/data/contract'
import { number, numberOrNull } from '../centre/index.ts'
import { name, type Row, type Sql, sql } from '../store/index.ts'

const secondsAnHour = 3600
/** Below so many a time says little. */
const smallNumberBelow = 10

/** Aggregates for {@link timeOf}, by a name: how many seconds are known, their exact median and ninth decile. */
export function timed(seconds: Sql, as: string): Sql {
  const quantiles = sql`quantile_cont(${seconds}, [0.5, 0.9])`
  return sql`CAST(count(${seconds}) AS DOUBLE) AS ${name(`${as}_known`)}, CAST(${quantiles}[1] AS DOUBLE) AS ${name(`${as}_median`)},
    CAST(${quantiles}[2] AS DOUBLE) AS ${name(`${as}_p90`)}`
}

/** What a row tells of them in hours; of another unit than seconds, so many make one. */
export function timeOf(row: Row | undefined, as: string, anHour = secondsAnHour): FlowTime {
  const hours = (figure: string) => {
    const time = numberOrNull(row?.[`${as}_${figure}`])
    return time === null ? null : time / anHour
  }
  const n = number(row?.[`${as}_known`] ?? 0)
  return {
    n,
    median: hours('median'),
    p90: hours('p90'),
    smallNumber: n < smallNumberBelow,
  }
}

/** The time of nothing. */
export const noTime: FlowTime = { n: 0, median: null, p90: null, smallNumber: true }
