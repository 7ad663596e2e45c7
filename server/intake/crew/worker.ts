import { parentPort, workerData } from 'node:worker_threads'
import { buffersOf } from '../../store/index.ts'
import { failureOf, type Ordered, type Task, taking } from './job.ts'

const task: Task = workerData
const take = taking(task)
parentPort?.on('message', ({ piece, spent }: Ordered) => {
  const { bytes } = piece
  try {
    const taken = take(piece, spent)
    const handed = taken ? [...buffersOf(taken.blocks), taken.special.buffer] : []
    parentPort?.postMessage({ taken, bytes }, [bytes.buffer, ...handed])
  } catch (cause) {
    const failure = failureOf(cause)
    if (!failure) throw cause
    parentPort?.postMessage({ failure, bytes }, [bytes.buffer])
  }
})
parentPort?.postMessage({ ready: true })
