import { type Sql, sql, type Transaction } from '../../store/index.ts'

/**
 * Counts returns, transfers and reworks of the tickets in `tickets` (a query of their keys) from their own logs, where
 * the ticket's row did not give them.
 */
export async function recountLogs(transaction: Transaction, tickets: Sql): Promise<void> {
  await transaction.run(sql`UPDATE ticket SET
      returns = CASE WHEN (given_counts & 1::UTINYINT) = 0 THEN log.returns ELSE ticket.returns END,
      transfers = CASE WHEN (given_counts & 2::UTINYINT) = 0 THEN log.transfers ELSE ticket.transfers END,
      reworks = CASE WHEN (given_counts & 4::UTINYINT) = 0 THEN log.reworks ELSE ticket.reworks END
    FROM (SELECT ticket AS of_ticket,
        least(count(*) FILTER (kind = 'returned'), 60000) AS returns,
        least(count(*) FILTER (kind = 'transferred'), 60000) AS transfers,
        least(count(*) FILTER (kind = 'reworked'), 60000) AS reworks
      FROM event WHERE ticket IN (${tickets}) GROUP BY ticket) log
    WHERE ticket.key = log.of_ticket AND given_counts < 7
      AND (ticket.returns, ticket.transfers, ticket.reworks) IS DISTINCT FROM (log.returns, log.transfers, log.reworks)`)
}
