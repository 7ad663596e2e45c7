import { cellAt } from '../cells/index.ts'
import { type Store, sql } from '../store/index.ts'
import { completePaths } from './path/index.ts'
import type { OnProgress } from './progress.ts'

/** Tickets completed in one transaction: a stop in between loses nothing, and memory does not grow with their number. */
const page = 100_000

const missing = sql`t.cell IS NULL AND t.lon IS NOT NULL AND t.lat IS NOT NULL`

/**
 * Completes what a migration cannot compute in tickets written by an earlier release: the cells of their points, and what
 * their logs tell of their stays. Answers how many cells were completed; a database of this release is only read.
 */
export async function completeTickets(store: Store, onProgress?: OnProgress): Promise<number> {
  const [count] = await store.read(sql`SELECT count(*) AS n FROM ticket t WHERE ${missing}`)
  const total = Number(count?.n)
  let done = 0
  while (done < total) {
    const completed = await completePage(store)
    if (completed === 0) break
    done += completed
    onProgress?.({ step: 'finding the cells of tickets', rows: done, share: done / total })
  }
  await completePaths(store, onProgress)
  return done
}

async function completePage(store: Store): Promise<number> {
  return await store.writeAlone(async (transaction) => {
    const rows = await transaction.run(
      sql`SELECT t.key, t.lon, t.lat FROM ticket t WHERE ${missing} LIMIT ${page}`,
    )
    const staged = await transaction.stage('completed_ticket', { key: 'bigint', cell: 'bigint' })
    for (const { key, lon, lat } of rows) staged.append([Number(key), cellAt(Number(lon), Number(lat))])
    staged.finish()
    await transaction.run(
      sql`UPDATE ticket SET cell = c.cell FROM completed_ticket c WHERE ticket.key = c.key`,
    )
    return rows.length
  })
}
