import { startThread } from '../thread.ts'
import type { FoundCluster, ScanTask } from './task.ts'

/**
 * Runs a task in a thread of its own, so that the server goes on answering. Rejects where the signal stops it or the
 * thread fails. It does not keep the process alive. `onDone` is told how many groups have been scanned.
 */
export async function scanInWorker(
  task: ScanTask,
  signal: AbortSignal,
  onDone: (groups: number) => void,
): Promise<FoundCluster[]> {
  if (signal.aborted) throw stopped()
  const worker = startThread('scan', task)
  worker.unref()
  return await new Promise((resolve, reject) => {
    const found: FoundCluster[] = []
    // told when the thread is over: what waits for it must not run beside it
    const stop = () => void worker.terminate().then(() => reject(stopped()), reject)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    let done = 0
    worker.on('message', (clusters: FoundCluster[]) => {
      found.push(...clusters)
      onDone(++done)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) reject(stopped())
      else if (code === 0) resolve(found)
      else reject(new Error(`the scan ended with code ${code}`))
    })
  })
}

function stopped(): Error {
  return new DOMException('the scan was stopped', 'AbortError')
}
