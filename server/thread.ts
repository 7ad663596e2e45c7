import { Worker } from 'node:worker_threads'

/**
 * A thread that runs one of the scripts linked for threads (`link.mjs`) and gets `data` as its `workerData`. It has no connection
 * to the engine, and shares nothing with whoever starts it.
 * @param handed buffers within the data that are its own from then on
 */
export function startThread(
  script: 'crew' | 'judge' | 'repeats' | 'scan',
  data: unknown,
  handed: ArrayBuffer[] = [],
): Worker {
  const file = new URL(`./dist/${script}.cjs`, import.meta.url)
  return new Worker(file, { workerData: data, transferList: handed, execArgv: [] })
}
