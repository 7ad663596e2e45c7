import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { cancelled, tookTooLong } from '../store/index.ts'
import { startThread } from '../thread.ts'
import { type CategoryTickets, type Search, type SearchResult, search, together } from './search.ts'

/** Fewer tickets are done before a thread has started. */
const worthThread = 2000

/**
 * Finds places in threads, so that the server goes on answering others: tickets of a busy year take seconds. Throws a StoreError
 * where the signal stops it or it takes longer than `timeoutMs` (0: as long as it takes).
 */
export async function searchInThreads(
  task: Search,
  signal: AbortSignal | undefined,
  timeoutMs: number,
): Promise<SearchResult> {
  const tickets = task.categories.reduce((sum, { keys }) => sum + keys.length, 0)
  if (tickets < worthThread) return search(task)
  const late = timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : undefined
  const stop = AbortSignal.any([signal, late].flatMap((one) => one ?? []))
  const threads: Worker[] = []
  try {
    const results = shared(task.categories, availableParallelism()).map(async (categories) => {
      const buffers = categories.flatMap(({ keys, lon, lat, day }) =>
        [keys, lon, lat, day].map(({ buffer }) => buffer),
      )
      const thread = startThread('repeats', { ...task, categories } satisfies Search, buffers)
      threads.push(thread)
      const [result] = await once(thread, 'message', { signal: stop })
      return result as SearchResult
    })
    return together(await Promise.all(results), task.limit)
  } catch (cause) {
    if (late?.aborted) throw tookTooLong(timeoutMs, cause)
    if (signal?.aborted) throw cancelled(cause)
    throw cause
  } finally {
    for (const thread of threads) void thread.terminate()
  }
}

/** Categories in so many parts with about as many tickets each; none is empty. */
function shared(categories: readonly CategoryTickets[], parts: number): CategoryTickets[][] {
  const shares = Array.from({ length: parts }, () => ({ tickets: 0, categories: [] as CategoryTickets[] }))
  for (const one of [...categories].sort((a, b) => b.keys.length - a.keys.length)) {
    const least = shares.reduce((a, b) => (b.tickets < a.tickets ? b : a))
    least.tickets += one.keys.length
    least.categories.push(one)
  }
  return shares.map((share) => share.categories).filter(({ length }) => length > 0)
}
