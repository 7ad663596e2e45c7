import { type Store, sql } from '../../store/index.ts'
import type { OnProgress } from '../progress.ts'
import { tracePaths } from './trace.ts'

/** Writes what this release keeps of logs and an earlier one did not, in a database that an earlier one filled. */
export async function completePaths(store: Store, onProgress?: OnProgress): Promise<void> {
  const [backlog] = await store.read(
    sql`SELECT (SELECT count(*) FROM ticket) AS tickets FROM untraced LIMIT 1`,
  )
  if (!backlog) return
  const rows = Number(backlog.tickets)
  onProgress?.({ step: 'reading logs', rows, share: 0 })
  await store.writeAlone(async (transaction) => {
    await tracePaths(transaction, 'all')
    await transaction.run(sql`DELETE FROM untraced`)
  })
  onProgress?.({ step: 'reading logs', rows, share: 1 })
}
