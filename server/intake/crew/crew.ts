import type { Worker } from 'node:worker_threads'
import { type Block, buffersOf } from '../../store/index.ts'
import { startThread } from '../../thread.ts'
import { IntakeError } from '../errors.ts'
import { type Piece, SourceError } from '../read/index.ts'
import { type Failure, type Ordered, type Taken, type Task, taking } from './job.ts'

interface Told {
  ready?: true
  taken?: Taken
  failure?: Failure
  /** of the piece, handed back: it may have to be taken again */
  bytes?: Piece['bytes']
}

/** A piece that waits for a thread, or is with one. */
interface Order {
  piece: Piece
  resolve(taken: Taken | undefined): void
  reject(cause: unknown): void
}

/**
 * Threads that take pieces of one file. Until the first of them is ready, which takes a moment, this thread does
 * their work.
 */
export class Crew {
  private readonly workers: Worker[]
  private readonly idle: Worker[] = []
  private readonly waiting: Order[] = []
  private readonly spent: Block[] = []
  private readonly busy = new Map<Worker, Order>()
  private readonly own: (piece: Piece) => Taken | undefined
  private ready = false
  private failure: unknown
  /** resolves when the first thread is ready */
  readonly opened: Promise<void>
  private open: () => void = () => undefined

  constructor(task: Task, threads: number) {
    this.own = taking(task)
    this.opened = new Promise((resolve) => {
      this.open = resolve
    })
    this.workers = Array.from({ length: threads }, () => this.hire(task))
  }

  /** What a piece comes to; undefined where it ends within a value. Rejects with what is wrong with the file. */
  async take(piece: Piece): Promise<Taken | undefined> {
    if (this.failure) throw this.failure
    if (!this.ready) {
      // threads become ready by a message, which is read between two pieces
      await new Promise((resolve) => setImmediate(resolve))
      if (!this.ready) return this.own(piece)
    }
    return await new Promise((resolve, reject) => {
      this.waiting.push({ piece, resolve, reject })
      this.handOut()
    })
  }

  /** Takes back blocks that nobody needs any more. */
  reuse(blocks: readonly Block[]): void {
    this.spent.push(...blocks)
  }

  /** Ends the threads, whatever they are at. */
  async end(): Promise<void> {
    for (const order of [...this.waiting.splice(0), ...this.busy.values()])
      order.reject(new Error('the crew has gone'))
    this.busy.clear()
    await Promise.allSettled(this.workers.map((worker) => worker.terminate()))
  }

  private hire(task: Task): Worker {
    const worker = startThread('crew', task)
    worker.on('message', (told: Told) => {
      const order = this.busy.get(worker)
      this.busy.delete(worker)
      this.idle.push(worker)
      if (order && told.bytes) order.piece.bytes = told.bytes
      if (told.ready) {
        this.ready = true
        this.open()
      } else if (told.failure) order?.reject(causeOf(told.failure))
      else order?.resolve(told.taken)
      this.handOut()
    })
    worker.on('error', (cause) => this.fail(cause))
    return worker
  }

  private fail(cause: unknown): void {
    this.failure ??= cause
    for (const order of [...this.waiting.splice(0), ...this.busy.values()]) order.reject(cause)
  }

  private handOut(): void {
    while (this.waiting.length > 0 && this.idle.length > 0) {
      const worker = this.idle.pop()!
      const order = this.waiting.shift()!
      this.busy.set(worker, order)
      const spent = this.spent.splice(0)
      const { piece } = order
      worker.postMessage({ piece, spent } satisfies Ordered, [piece.bytes.buffer, ...buffersOf(spent)])
    }
  }
}

function causeOf({ message, place, remedy, lines }: Failure): Error {
  return lines ? new IntakeError([...lines]) : new SourceError(message, place ?? '', remedy ?? '')
}
