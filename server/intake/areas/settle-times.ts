import { type Sql, sql, type Transaction } from '../../store/index.ts'
import { editionDays, type Placers, placersOf } from './placers.ts'
import { reassignTickets } from './reassign.ts'

/**
 * Finds where tickets lay by the boundaries of the day they were reported on, for those of `touched`, keys in a statement,
 * that were reported before today's boundaries. Where there has never been another edition there is nothing to do.
 */
export async function settleTimes(transaction: Transaction, touched: Sql, placers?: Placers): Promise<void> {
  const since = placers ? placers.since : (await editionDays(transaction)).at(-1)?.validFrom
  if (!since) return
  const where = sql`t.key IN (${touched}) AND (t.day < CAST(${since} AS DATE) OR t.then_placed IS NOT NULL)`
  const [count] = await transaction.run(sql`SELECT count(*) AS n FROM ticket t WHERE ${where}`)
  // to read the outlines is dear, and most tickets are new
  if (Number(count?.n) > 0)
    await reassignTickets(transaction, placers ?? (await placersOf(transaction)), { where })
}
