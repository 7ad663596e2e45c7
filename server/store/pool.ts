import { setMaxListeners } from 'node:events'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { cancelled, StoreError } from './errors.ts'
import { columns, type QueryOptions, run, stream } from './query.ts'
import type { Sql } from './sql.ts'
import type { Row } from './values.ts'

/**
 * A few connections for questions. A question waits for a free one; one that is cancelled while waiting leaves, and one
 * that has waited for all the time it had is refused.
 */
export class ReadPool {
  private readonly free: DuckDBConnection[]
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = []
  private closed = false

  private constructor(private readonly all: DuckDBConnection[]) {
    this.free = [...all]
  }

  static async create(instance: DuckDBInstance, size: number): Promise<ReadPool> {
    return new ReadPool(await Promise.all(Array.from({ length: size }, () => instance.connect())))
  }

  async run(statement: Sql, options: QueryOptions): Promise<Row[]> {
    const connection = await this.take(options)
    try {
      return await run(connection, statement, options)
    } finally {
      this.give(connection)
    }
  }

  async *stream(statement: Sql, options: QueryOptions): AsyncGenerator<Row[]> {
    const connection = await this.take(options)
    try {
      yield* stream(connection, statement, options)
    } finally {
      this.give(connection)
    }
  }

  async *columns(statement: Sql, options: QueryOptions): AsyncGenerator<readonly Float64Array[]> {
    const connection = await this.take(options)
    try {
      yield* columns(connection, statement, options)
    } finally {
      this.give(connection)
    }
  }

  /** Waits for the questions under way, then closes. */
  async close(): Promise<void> {
    this.closed = true
    const busy = this.all.length - this.free.length
    for (let index = 0; index < busy; index++) await this.next()
    for (const connection of this.all) connection.closeSync()
  }

  /** Closes at once; answers that are being read are broken off. For an engine that has given up. */
  abandon(): void {
    this.closed = true
    for (const connection of this.all) connection.closeSync()
  }

  private take(options: QueryOptions): Promise<DuckDBConnection> {
    if (this.closed) return Promise.reject(new StoreError('closed', 'the store is closed'))
    const connection = this.free.pop()
    return connection ? Promise.resolve(connection) : this.next(options)
  }

  private next({ signal, timeoutMs, waitMs = timeoutMs }: QueryOptions = {}): Promise<DuckDBConnection> {
    return new Promise((resolve, reject) => {
      const served = (connection: DuckDBConnection) => {
        settle()
        resolve(connection)
      }
      const refuse = (error: StoreError) => {
        settle()
        this.waiting.splice(this.waiting.indexOf(served), 1)
        reject(error)
      }
      const leave = () => refuse(cancelled())
      const settle = () => {
        clearTimeout(limit)
        signal?.removeEventListener('abort', leave)
      }
      if (signal?.aborted) return reject(cancelled())
      const limit = waitMs
        ? setTimeout(() => refuse(new StoreError('busy', `no connection was free for ${waitMs} ms`)), waitMs)
        : undefined
      this.waiting.push(served)
      if (!signal) return
      // one question may be many statements at a time, all of which are left by its asker
      setMaxListeners(0, signal)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  private give(connection: DuckDBConnection): void {
    const next = this.waiting.shift()
    if (next) next(connection)
    else this.free.push(connection)
  }
}
