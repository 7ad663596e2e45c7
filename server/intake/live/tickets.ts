import type { LiveTicket, RowOutcome } from '@grid/data/contract'
import { instant, sql, type Transaction } from '../../store/index.ts'
import type { AreaPlacer } from '../locate/index.ts'
import { ticketFields } from '../map/index.ts'
import { recordsSource } from '../read/index.ts'
import type { Reject, Rejects } from '../rejects.ts'
import { importTicketsWithin } from '../tickets/index.ts'

const columns = Object.keys(ticketFields)

/**
 * Takes tickets that are at hand, in their order, through the same steps as those of a file; answers what became of each
 * and notes every change for the listeners. Rows are numbered from 1.
 */
export async function takeTickets(
  transaction: Transaction,
  tickets: readonly LiveTicket[],
  { placer, now }: { placer: AreaPlacer; now: number },
): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = tickets.map(({ id }, index) => ({
    row: index + 1,
    id,
    outcome: 'unchanged',
  }))
  const rejects = new Collected()
  await importTicketsWithin(transaction, {
    file: {
      path: 'the message',
      mapping: undefined,
      place: 'the message',
      source: recordsSource(tickets, columns),
    },
    rejects,
    onProgress: undefined,
    now: () => now,
    placer,
    merged: async () => {
      for (const { row, known } of await touchedRows(transaction))
        settle(outcomes, row, { outcome: known ? 'updated' : 'created' })
      await noteChanges(transaction, now)
    },
  })
  for (const { row, column, reason, remedy } of rejects.all)
    settle(outcomes, row, {
      outcome: 'rejected',
      errors: [{ parameter: column, detail: `${reason}; ${remedy}` }],
    })
  return outcomes
}

function settle(outcomes: RowOutcome[], row: number, change: Partial<RowOutcome>): void {
  const found = outcomes[row - 1]
  if (found) Object.assign(found, change)
}

async function touchedRows(transaction: Transaction): Promise<{ row: number; known: boolean }[]> {
  const rows = await transaction.run(
    sql`SELECT t.row, k.row IS NOT NULL AS known FROM touched_ticket t LEFT JOIN known_ticket k ON k.row = t.row`,
  )
  return rows.map(({ row, known }) => ({ row: Number(row), known: known === true }))
}

async function noteChanges(transaction: Transaction, now: number): Promise<void> {
  await transaction.run(sql`INSERT INTO change (id, ticket, kind, happened_at)
    SELECT nextval('change_id'), * FROM (
      SELECT t.ticket, CASE WHEN k.row IS NULL THEN 'created' ELSE 'updated' END, ${instant(now)}
      FROM touched_ticket t LEFT JOIN known_ticket k ON k.row = t.row ORDER BY t.row)`)
}

/** Rows that were not taken, kept for the answer. */
class Collected implements Rejects {
  readonly written = null
  readonly all: Reject[] = []

  async add(reject: Reject): Promise<void> {
    this.all.push(reject)
  }
}
