import { name, type Sql, sql } from '../store/index.ts'

/**
 * The deadline that the row of a ticket `of` gave, null where it gave none. It is stored only where another one counts;
 * elsewhere `due_given` says that `due_at` is it.
 */
export function givenDue(of: string): Sql {
  const c = (column: string) => name(`${of}.${column}`)
  return sql`coalesce(${c('given_due_at')}, CASE WHEN ${c('due_given')} THEN ${c('due_at')} END)`
}
