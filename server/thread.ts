import { Worker } from 'node:worker_threads'

/**
 * A thread that runs one of the scripts linked for threads (`link.mjs`) and gets `data` as its `workerData`. It shares nothing
 * with whoever starts it, and has no connection to the engine.
 */
export function startThread(script: 'crew' | 'scan', data: unknown): Worker {
  return new Worker(new URL(`./dist/${script}.cjs`, import.meta.url), { workerData: data, execArgv: [] })
}
