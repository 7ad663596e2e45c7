import { parentPort, workerData } from 'node:worker_threads'
import { buffersOf } from '../../store/index.ts'
import { failureOf, type Ordered, type Task, taking } from './job.ts'

const task: Task = workerData
const take = taking(task)
parentPort?.on('message', ({ piece, spent }: Ordered) => {
  try {
    const taken = take(piece, spent)
    parentPort?.postMessage({ taken }, taken ? [...buffersOf(taken.blocks), taken.special.buffer] : [])
  } catch (cause) {
    const failure = failureOf(cause)
    if (!failure) throw cause
    parentPort?.postMessage({ failure })
  }
})
parentPort?.postMessage({ ready: true })
