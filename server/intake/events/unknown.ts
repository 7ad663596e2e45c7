import { sql, type Transaction } from '../../store/index.ts'
import type { RowSource } from '../read/index.ts'
import type { Rejects } from '../rejects.ts'
import type { Tally } from '../report.ts'

/** Rows looked up at a time. */
const page = 100_000

/** Rejects events of tickets the centre does not have: the file is read again for their rows as they were. */
export async function rejectUnknown(
  transaction: Transaction,
  {
    source,
    columns,
    column,
    tally,
    rejects,
  }: {
    source: RowSource
    columns: readonly string[]
    /** the column that names the ticket */
    column: string
    tally: Tally
    rejects: Rejects
  },
): Promise<void> {
  let unknown: { row: number; ticket: string }[] = []
  let next = 0
  const more = async (after: number) => {
    const rows = await transaction.run(sql`SELECT s.row, s.ticket FROM staged_event s
      ANTI JOIN ticket t ON t.id = s.ticket WHERE s.row > ${after} ORDER BY s.row LIMIT ${page}`)
    unknown = rows.map(({ row, ticket }) => ({ row: Number(row), ticket: String(ticket) }))
    next = 0
  }
  await more(-1)
  if (unknown.length === 0) return
  for await (const batch of source.rows(columns)) {
    for (const row of batch) {
      const wanted = unknown[next]
      if (!wanted) return
      if (row.row !== wanted.row) continue
      tally.rejected++
      await rejects.add({
        row: row.row,
        column,
        value: wanted.ticket,
        reason: 'the centre has no ticket with this id',
        remedy:
          'import the tickets first, correct the id, or let the log make its tickets: "tickets": {} in the mapping',
        raw: row.raw(),
      })
      if (++next === unknown.length) await more(wanted.row)
    }
  }
}
