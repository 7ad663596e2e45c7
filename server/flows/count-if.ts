import { type Sql, sql } from '../store/index.ts'

/** An aggregate: of how many rows a condition is true. It costs half of a count with a filter. */
export function countIf(condition: Sql): Sql {
  return sql`coalesce(count_if(${condition}), 0)`
}
