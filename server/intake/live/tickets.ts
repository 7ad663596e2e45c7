import type { LiveTicket, RowOutcome } from '@grid/data/contract'
import { instant, sql, type Transaction } from '../../store/index.ts'
import { ticketFields } from '../map/index.ts'
import { recordsSource } from '../read/index.ts'
import type { Standing } from '../standing.ts'
import { importTicketsWithin } from '../tickets/index.ts'
import { Outcomes } from './outcomes.ts'

const columns = Object.keys(ticketFields)
const place = 'the message'

/**
 * Takes tickets that are at hand, in their order, through the same steps as those of a file; answers what became of each
 * and notes every change for the listeners. Rows are numbered from 1.
 */
export async function takeTickets(
  transaction: Transaction,
  tickets: readonly LiveTicket[],
  { standing, now }: { standing: Standing; now: number },
): Promise<RowOutcome[]> {
  const outcomes = new Outcomes(tickets.map(({ id }) => id))
  await importTicketsWithin(transaction, {
    file: { path: place, mapping: undefined, place, source: recordsSource(tickets, columns) },
    rejects: outcomes,
    onProgress: undefined,
    now: () => now,
    standing,
    merged: async () => {
      const touched = await transaction.run(
        sql`SELECT t.row, k.row IS NOT NULL AS known FROM touched_ticket t LEFT JOIN known_ticket k ON k.row = t.row`,
      )
      for (const { row, known } of touched) outcomes.settle(Number(row), known ? 'updated' : 'created')
      await transaction.run(sql`INSERT INTO change (id, ticket, kind, happened_at)
        SELECT nextval('change_id'), * FROM (
          SELECT t.ticket, CASE WHEN k.row IS NULL THEN 'created' ELSE 'updated' END, ${instant(now)}
          FROM touched_ticket t LEFT JOIN known_ticket k ON k.row = t.row ORDER BY t.row)`)
    },
  })
  return outcomes.all
}
