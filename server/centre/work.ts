import { Status } from '@grid/data/contract'
import { type Sql, sql } from '../store/index.ts'

/** States in which a ticket was no work to do: no trouble, or the same trouble told twice. */
const noWork: ReadonlySet<Status> = new Set(['void', 'duplicate', 'rejected'])

/** States in which a ticket is or was work to do. */
export const workStatuses = Status.options.filter((status) => !noWork.has(status))

/**
 * Tickets `t` that were work to do: the column's type names these states first, so that one comparison tells. Its value has that
 * type: beside a bare text the engine reads the column as text, row by row.
 */
export const wasWork: Sql = sql`t.status <= CAST(${workStatuses.at(-1) ?? null} AS status)`
