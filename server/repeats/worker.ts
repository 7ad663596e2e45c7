import { parentPort, workerData } from 'node:worker_threads'
import { type Search, search } from './search.ts'

const task: Search = workerData
parentPort?.postMessage(search(task))
