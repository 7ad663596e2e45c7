import { parentPort, workerData } from 'node:worker_threads'
import { runTask } from './run.ts'
import type { ScanTask } from './task.ts'

const task: ScanTask = workerData
for (const clusters of runTask(task)) parentPort?.postMessage(clusters)
