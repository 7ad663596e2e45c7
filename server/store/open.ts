import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openingError, StoreError } from './errors.ts'
import { migrate } from './migrate.ts'
import { ReadPool } from './pool.ts'
import type { QueryOptions } from './query.ts'
import type { Sql } from './sql.ts'
import type { Row } from './values.ts'
import { type WriteJob, WriteQueue } from './write.ts'

export interface StoreOptions {
  /** path of the database file, or ':memory:' */
  file: string
  /** engine threads; all cores by default */
  threads?: number
  /** the engine's memory limit, e.g. `2GB`; its own default is 80 % of the machine */
  memoryLimit?: string
  /** read connections, so many questions run at once */
  readers?: number
  /** connections for answers that are read slowly */
  tricklers?: number
  /** limit of every question that names none, in milliseconds */
  timeoutMs?: number
}

/** The database of a centre: many readers, one writer. */
export interface Store {
  readonly file: string
  /** grows with every commit, kept in the file */
  readonly version: number
  read(statement: Sql, options?: QueryOptions): Promise<Row[]>
  stream(statement: Sql, options?: QueryOptions): AsyncGenerator<Row[]>
  /**
   * The same for an answer that is read as slowly as its asker likes: on connections of their own, so that no other
   * question waits for it, and without a limit of time.
   */
  trickle(statement: Sql, options?: QueryOptions): AsyncGenerator<Row[]>
  /** Runs a job in a transaction that it may share with others; resolves once durable. */
  write<T>(job: WriteJob<T>): Promise<T>
  /** Runs a long job in a transaction of its own: all of it or nothing. */
  writeAlone<T>(job: WriteJob<T>): Promise<T>
  /** Copies everything committed into the file and folds the log in. */
  checkpoint(): Promise<void>
  close(): Promise<void>
}

/** Files open in this process: the engine would open one twice without a word, and corrupt it. */
const open = new Set<string>()

/** Opens the database, creating it where there is none, and brings its schema up to date. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const inMemory = options.file === ':memory:'
  if (!inMemory) mkdirSync(dirname(options.file), { recursive: true })
  const path = inMemory ? options.file : realPath(options.file)
  if (open.has(path)) throw new StoreError('in use', `${options.file} is already open in this process`)
  if (!inMemory) open.add(path)
  try {
    const instance = await createInstance(path, options)
    const writer = await instance.connect()
    try {
      await migrate(writer, options.file)
      await lock(writer)
      return await createStore(instance, writer, path, options)
    } catch (cause) {
      writer.closeSync()
      instance.closeSync()
      throw cause
    }
  } catch (cause) {
    open.delete(path)
    throw cause
  }
}

async function createInstance(path: string, options: StoreOptions): Promise<DuckDBInstance> {
  const settings: Record<string, string> = { autoinstall_known_extensions: 'false' }
  if (options.threads) settings.threads = String(options.threads)
  if (options.memoryLimit) settings.memory_limit = options.memoryLimit
  try {
    return await DuckDBInstance.create(path, settings)
  } catch (cause) {
    throw openingError(options.file, cause)
  }
}

/** From here on no statement can reach the file system or change a setting. */
async function lock(connection: DuckDBConnection): Promise<void> {
  await connection.run("SET GLOBAL TimeZone = 'UTC'")
  await connection.run('SET GLOBAL enable_external_access = false')
  await connection.run('SET GLOBAL lock_configuration = true')
}

async function createStore(
  instance: DuckDBInstance,
  writer: DuckDBConnection,
  path: string,
  { readers = 4, tricklers = 2, timeoutMs = 60_000 }: StoreOptions,
): Promise<Store> {
  let version = Number((await writer.runAndReadAll('SELECT version FROM data_version')).getRows()[0]?.[0])
  const pool = await ReadPool.create(instance, readers)
  const slow = await ReadPool.create(instance, tricklers)
  const queue = new WriteQueue(writer, (committed) => {
    version = committed
  })
  let closed = false
  return {
    file: path,
    get version() {
      return version
    },
    read: (statement, query) => pool.run(statement, { timeoutMs, ...query }),
    stream: (statement, query) => pool.stream(statement, { timeoutMs, ...query }),
    trickle: (statement, query) => slow.stream(statement, query ?? {}),
    write: (job) => queue.write(job),
    writeAlone: (job) => queue.write(job, true),
    checkpoint: async () => {
      await queue.between(() => writer.run('CHECKPOINT'))
    },
    close: async () => {
      if (closed) return
      closed = true
      await queue.close()
      await pool.close()
      await slow.close()
      writer.closeSync()
      instance.closeSync()
      open.delete(path)
    },
  }
}

function realPath(file: string): string {
  return existsSync(file)
    ? realpathSync(file)
    : join(realpathSync(dirname(file)), file.split(/[\\/]/).at(-1) ?? file)
}
