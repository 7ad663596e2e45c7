import { type Sql, sql } from '../store/index.ts'

/** The local day of an instant (a TIMESTAMP in UTC) in the centre's zone, as SQL. */
export function localDay(timeZone: string, at: Sql): Sql {
  return sql`CAST(timezone(${timeZone}, ${at} AT TIME ZONE 'UTC') AS DATE)`
}
