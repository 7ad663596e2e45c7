import { Status } from '@grid/data/contract'
import { type Sql, sql } from '../store/index.ts'

/** States in which a ticket was work to do: the others were no trouble, or the same trouble told twice. */
export const usableStatuses = Status.options.filter(
  (status) => status !== 'void' && status !== 'duplicate' && status !== 'rejected',
)

/** Tickets `t` that were work to do and have a point. */
export const usable: Sql = sql`t.status NOT IN ('void', 'duplicate', 'rejected') AND t.cell IS NOT NULL`
