import type { StagingTable } from './appender.ts'
import type { ColumnKind } from './block.ts'
import { type Counted, countedBy } from './engine.ts'
import { isFatal, runningError, StoreError } from './errors.ts'
import { columns, run } from './query.ts'
import type { Sql } from './sql.ts'
import { Staged, type Stagers } from './staged.ts'
import type { Row } from './values.ts'

/** What a write job may do; everything in it is one transaction. */
export interface Transaction {
  /** runs a statement; rows of its answer or of its RETURNING */
  run(statement: Sql): Promise<Row[]>
  /** the numbers of a statement whose columns are all DOUBLE and never null, some rows at a time, column by column */
  columns(statement: Sql): AsyncGenerator<readonly Float64Array[]>
  /** runs a statement that makes a table of rows, inserts, updates or deletes; how many rows */
  change(statement: Sql): Promise<number>
  /** drops temporary tables, those that are there: one text, since each by itself would cost a way to the engine and back */
  drop(tables: readonly string[]): Promise<void>
  /** a temporary table to fill in bulk, gone when the job ends */
  stage(table: string, columns: Readonly<Record<string, ColumnKind>>): Promise<StagingTable>
  /**
   * The same for the rows of a large file, which can be read once it is finished: the engine then knows how many there are,
   * and reads them with all its threads. A table that its own transaction fills it takes for an empty one.
   */
  stageFile(table: string, columns: Readonly<Record<string, ColumnKind>>): Promise<StagingTable>
  /**
   * Whoever may change a table that was staged: this transaction, or for a file's rows another that commits every
   * statement, until this one has looked at them. What it stages in its turn is gone when the job ends, too.
   */
  changing(staging: StagingTable): Transaction
}

export type WriteJob<T> = (transaction: Transaction) => Promise<T>

interface Queued {
  job: WriteJob<unknown>
  /** runs outside any transaction */
  bare?: boolean
  alone: boolean
  /** no answer stands on what it writes: the data version stays */
  quiet: boolean
  resolve(value: unknown): void
  reject(reason: unknown): void
}

/** What the queue writes to. */
export interface Written extends Stagers {
  /** Resolves when there is a connection and room to write; rejects with why not. */
  ready(): Promise<void>
  committed(version: number): void
  /** Opens the database anew after the engine gave up; answers how many commits it holds then. */
  reopen(cause: unknown): Promise<number>
}

/** Jobs that may share one commit: enough to hide the cost of a flush, few enough to answer soon. */
const groupSize = 256

/**
 * The one writer. Jobs run one after another on one connection; those that wait while a commit is under way share the
 * next one (group commit). A promise resolves only after its commit is durable. When a job of a group fails the group
 * is rolled back and its jobs run again one by one, so that only the failing one is refused: jobs must not have
 * effects outside their transaction.
 */
export class WriteQueue {
  private readonly waiting: Queued[] = []
  private running = false
  private closed = false
  private idle: (() => void)[] = []

  constructor(private readonly written: Written) {}

  /**
   * Queues a job; `alone` gives it a transaction of its own (imports, migrations), `quiet` leaves the data version as it
   * is where no other job of the commit moves it.
   */
  write<T>(job: WriteJob<T>, { alone = false, quiet = false } = {}): Promise<T> {
    if (this.closed) return Promise.reject(new StoreError('closed', 'the store is closed'))
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ job, alone, quiet, resolve: (value) => resolve(value as T), reject })
      if (!this.running) void this.drain()
    })
  }

  /** Runs something on the writer's connection between two commits, outside any transaction. */
  between<T>(job: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = { resolve: (value: unknown) => resolve(value as T), reject }
      this.waiting.push({ job, bare: true, alone: true, quiet: true, ...settle })
      if (!this.running) void this.drain()
    })
  }

  /** Resolves when everything queued has been written; later jobs are refused. */
  async close(): Promise<void> {
    this.closed = true
    if (this.running) await new Promise<void>((resolve) => this.idle.push(resolve))
  }

  private async drain(): Promise<void> {
    this.running = true
    // one turn of the event loop, so that jobs of the same moment form one group
    await new Promise((resolve) => setImmediate(resolve))
    while (this.waiting.length > 0) {
      const group = this.nextGroup()
      try {
        await this.commit(group)
      } catch (cause) {
        // what the disk or the engine refuses is refused to all of them; trying each again would only cost
        if (group.length === 1 || isFatal(cause) || isFull(cause))
          for (const one of group) one.reject(runningError(cause))
        else
          for (const one of group)
            await this.commit([one]).catch((reason) => one.reject(runningError(reason)))
      }
    }
    this.running = false
    for (const resolve of this.idle.splice(0)) resolve()
  }

  private nextGroup(): Queued[] {
    const first = this.waiting[0]!
    if (first.alone) return this.waiting.splice(0, 1)
    const barrier = this.waiting.findIndex((queued) => queued.alone)
    return this.waiting.splice(0, Math.min(groupSize, barrier === -1 ? this.waiting.length : barrier))
  }

  private async commit(group: Queued[]): Promise<void> {
    const [only] = group
    if (only?.bare) return only.resolve(await this.bare(only.job))
    await this.written.ready()
    const connection = this.written.connection()
    const staged = new Staged(this.written)
    const transaction = this.transaction(staged)
    const results: unknown[] = []
    let counted: Counted | undefined
    try {
      await connection.run('BEGIN TRANSACTION')
      for (const queued of group) results.push(await queued.job(transaction))
      const step = group.every(({ quiet }) => quiet) ? 0 : 1
      const counting = `UPDATE data_version SET version = version + ${step}, commits = commits + 1`
      await connection.run([...staged.dropping(), counting].join('; '))
      counted = await countedBy(connection)
      await connection.run('COMMIT')
    } catch (cause) {
      if (!isFatal(cause)) await connection.run('ROLLBACK').catch(() => undefined)
      // the engine may give up after the commit was durable: the number of commits in the file tells
      else if ((await this.written.reopen(cause)) === counted?.commits && counted)
        return this.settle(group, results, counted.version)
      throw cause
    } finally {
      await staged.leave()
    }
    this.settle(group, results, counted.version)
  }

  private settle(group: readonly Queued[], results: readonly unknown[], version: number): void {
    this.written.committed(version)
    for (const [index, queued] of group.entries()) queued.resolve(results[index])
  }

  private async bare(job: WriteJob<unknown>): Promise<unknown> {
    const staged = new Staged(this.written)
    try {
      return await job(this.transaction(staged))
    } catch (cause) {
      if (isFatal(cause)) await this.written.reopen(cause)
      throw cause
    } finally {
      await staged.leave()
    }
  }

  private transaction(staged: Staged): Transaction {
    const own: Transaction = {
      run: (statement) => run(staged.connection, statement),
      columns: (statement) => columns(staged.connection, statement),
      change: async (statement) => Number((await run(staged.connection, statement))[0]?.Count),
      drop: async (tables) => void (await staged.connection.run(staged.dropping(tables).join('; '))),
      stage: (table, columns) => staged.table(table, columns),
      stageFile: (table, columns) => staged.file(table, columns),
      changing: (staging) => (staged.isFile(staging) ? this.transaction(staged.beside) : own),
    }
    return own
  }
}

function isFull(cause: unknown): boolean {
  return cause instanceof StoreError && cause.code === 'full'
}
