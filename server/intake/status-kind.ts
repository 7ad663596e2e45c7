import { Status, type StatusKind, statusKinds } from '@grid/data/contract'
import { oneOf, type Sql, sql } from '../store/index.ts'

/** The kind of a status that is told as text; open where none is told. */
export function kindOf(status: Sql): Sql {
  const isOf = (kind: StatusKind) =>
    oneOf(
      status,
      Status.options.filter((one) => statusKinds[one] === kind),
    )
  return sql`CAST(CASE WHEN ${isOf('closed')} THEN 'closed' WHEN ${isOf('paused')} THEN 'paused' ELSE 'open' END
    AS status_kind)`
}

/** Whether a status that is told as text is of an open ticket. */
export function isOpen(status: Sql): Sql {
  return sql`${kindOf(status)} = CAST('open' AS status_kind)`
}
