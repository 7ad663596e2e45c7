import { parentPort, workerData } from 'node:worker_threads'
import { judge, type Tickets } from './judge.ts'

const tickets: Tickets = workerData
const { keys, nth, counted } = judge(tickets)
parentPort?.postMessage({ keys, nth, counted }, [keys.buffer, nth.buffer, counted.buffer])
