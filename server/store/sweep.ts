import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Chunks of an answer after which they are freed: some thirty thousand rows, or 16 MB of a file. */
const every = 16

let collect: (() => void) | undefined

/**
 * Frees the chunks of a long answer as it is read. The memory of a chunk, the engine's or a file's, goes when the collector
 * finds the small object that stands for it, and the collector does not see how large that memory is: a million rows would
 * be held by some hundred objects, in no hurry. `nth` counts the chunks of the answer from 1.
 */
export function sweep(nth: number): void {
  if (nth % every !== 0) return
  if (!collect) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}
