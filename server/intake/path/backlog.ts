import { type Store, sql } from '../../store/index.ts'
import { tracePaths } from './trace.ts'

/**
 * Writes what this release keeps of logs and an earlier one did not, for a database that an earlier one filled. Says
 * whether there was anything to write; `began` is called before it takes its time.
 */
export async function completePaths(store: Store, began?: () => void): Promise<boolean> {
  const [backlog] = await store.read(sql`SELECT 1 FROM untraced LIMIT 1`)
  if (!backlog) return false
  began?.()
  await store.writeAlone(async (transaction) => {
    await tracePaths(transaction, 'all')
    await transaction.run(sql`DELETE FROM untraced`)
  })
  return true
}
