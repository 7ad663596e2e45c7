import { cellAt } from '../cells/index.ts'
import { traceRepeats } from '../repeats/index.ts'
import { type Store, sql } from '../store/index.ts'
import { loadedCentre } from './centre.ts'
import { completePaths } from './path/index.ts'
import type { OnProgress } from './progress.ts'
import { assigned } from './stored.ts'

/** Tickets completed in one transaction: a stop in between loses nothing, and memory does not grow with their number. */
const page = 100_000

const missing = sql`t.cell IS NULL AND t.lon IS NOT NULL AND t.lat IS NOT NULL`

/**
 * Completes what a migration cannot compute in tickets written by an earlier release: the cells of their points, what
 * they make of their places, and what their logs tell of their stays. Answers how many had no cell; a database of this
 * release lacks nothing and is only read.
 */
export async function completeTickets(store: Store, onProgress?: OnProgress): Promise<number> {
  await completeRepeats(store, onProgress)
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

async function completeRepeats(store: Store, onProgress?: OnProgress): Promise<void> {
  const [count] = await store.read(sql`SELECT count(*) AS n FROM ticket WHERE shared_point IS NULL`)
  if (Number(count?.n) === 0) return
  onProgress?.({ step: 'looking for repeats', rows: Number(count?.n), share: 1 })
  await store.writeAlone(async (transaction) => {
    const { pack } = await loadedCentre(transaction)
    await traceRepeats(transaction, pack.repeats, 'all')
  })
}

async function completePage(store: Store): Promise<number> {
  return await store.writeAlone(async (transaction) => {
    const rows = await transaction.run(
      sql`SELECT t.key, t.lon, t.lat FROM ticket t WHERE ${missing} LIMIT ${page}`,
    )
    const staged = await transaction.stage('completed_ticket', { key: 'bigint', cell: 'bigint' })
    for (const { key, lon, lat } of rows) staged.append([Number(key), cellAt(Number(lon), Number(lat))])
    await staged.finish()
    await transaction.run(
      sql`UPDATE ticket SET ${assigned('cell', sql`c.cell`)} FROM completed_ticket c WHERE ticket.key = c.key`,
    )
    return rows.length
  })
}
