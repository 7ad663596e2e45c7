import { numberOfCell } from '../cells/index.ts'
import { rareClocks } from '../centre/index.ts'
import { join, name, type Sql, sql } from '../store/index.ts'

/** A column as it is stored, with what is written into it. */
export type Stored = readonly [column: string, value: Sql]

/** Instants of a ticket that are stored as whole seconds since 1970 and the microseconds beyond. */
const clocks: ReadonlySet<string> = new Set([
  'reported_at',
  'filed_at',
  'dispatched_at',
  'signed_at',
  'first_contact_at',
  'handled_at',
  'verified_at',
  'closed_at',
  'due_at',
  'given_due_at',
  'due_soon_at',
  'first_contact_due_at',
  'moved_at',
  ...rareClocks.map((clock) => `${clock}_at`),
])

/**
 * How a column of a ticket is stored that is read as one made of others: an instant (after 1970) as its seconds, a cell as
 * its number within its resolution. All others are stored as they are read. `value` is an expression.
 */
export function stored(column: string, value: Sql): readonly Stored[] {
  if (column === 'cell') return [['cell_number', numberOfCell(value)]]
  if (!clocks.has(column)) return [[column, value]]
  const clock = column.slice(0, -'_at'.length)
  return [
    [`${clock}_s`, sql`epoch_us(${value}) // 1000000`],
    [`${clock}_us`, sql`coalesce(epoch_us(${value}) % 1000000, 0)`],
  ]
}

/** The same as part of an UPDATE. */
export function assigned(column: string, value: Sql): Sql {
  return join(stored(column, value).map(([kept, written]) => sql`${name(kept)} = ${written}`))
}
