import { Status } from '@grid/data/contract'
import { join, type Sql, sql } from '../store/index.ts'

/** States in which a ticket was no work to do: no trouble, or the same trouble told twice. */
const noWork: ReadonlySet<Status> = new Set(['void', 'duplicate', 'rejected'])

/** States in which a ticket is or was work to do. */
export const workStatuses = Status.options.filter((status) => !noWork.has(status))

/** Tickets `t` that were work to do. Values have the column's type: beside bare texts the engine reads it as text, row by row. */
export const wasWork: Sql = sql`t.status NOT IN (${join([...noWork].map((status) => sql`CAST(${status} AS status)`))})`
