import type { RowOutcome } from '@grid/data/contract'
import { oneOf, type Sql, sql, type Transaction } from '../../store/index.ts'
import { idsOf, type Rows } from './rows.ts'

/** A message is about tickets that its sender may not touch: nothing of it was taken, and it is to be taken without them. */
export class Outside extends Error {
  override readonly name = 'Outside'
  constructor(readonly ids: readonly string[]) {
    super('a message leaves the areas of its sender')
  }
}

/** Those of these tickets that are there and not as `within` has it. */
export async function outsideOf(
  transaction: Transaction,
  ids: readonly string[],
  within: Sql,
): Promise<string[]> {
  const rows = await transaction.run(
    sql`SELECT t.id FROM ticket t WHERE ${oneOf(sql`t.id`, [...new Set(ids)])} AND (${within}) IS NOT TRUE`,
  )
  return rows.map((row) => String(row.id))
}

/** The rows that are not refused. */
export function admitted(rows: Rows, refused: ReadonlySet<string>): Rows {
  return rows.of === 'tickets'
    ? { of: 'tickets', list: rows.list.filter(({ id }) => !refused.has(id)) }
    : { of: 'events', list: rows.list.filter(({ ticket }) => !refused.has(ticket)) }
}

/** What became of all rows, numbered anew: the refused ones in their places among those that were taken. */
export function refusedRows(
  rows: Rows,
  refused: ReadonlySet<string>,
  taken: readonly RowOutcome[],
): RowOutcome[] {
  const next = taken.values()
  return idsOf(rows).map((id, index): RowOutcome => {
    const row = index + 1
    if (!refused.has(id)) return { ...next.next().value!, row }
    const detail = 'is of no ticket of your areas, or its place lies outside them'
    return { row, id, outcome: 'rejected', errors: [{ parameter: 'id', detail }] }
  })
}
