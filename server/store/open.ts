import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Compacted, compact } from './compact.ts'
import type { LogDamage } from './damaged-log.ts'
import { type Engine, openEngine } from './engine.ts'
import { firstLine, isFatal, StoreError } from './errors.ts'
import type { QueryOptions } from './query.ts'
import { defaultReserve, roomToWrite } from './room.ts'
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
  /** limit of every question that names none, its waiting for a connection included, in milliseconds */
  timeoutMs?: number
  /** longest wait of an answer that is read slowly for a connection of its own, in milliseconds */
  waitMs?: number
  /** bytes of the disk that writing leaves free beside what the log needs; 64 MB by default */
  reserveBytes?: number
  /** told of a log that could not be read whole, and of every reopening after the engine gave up; for the log */
  notice?: (line: string) => void
}

/** The database of a centre: many readers, one writer. */
export interface Store {
  readonly file: string
  /** grows with every commit that may change an answer, kept in the file */
  readonly version: number
  /** limit of every question that names none, in milliseconds; 0 where there is none */
  readonly timeoutMs: number
  read(statement: Sql, options?: QueryOptions): Promise<Row[]>
  stream(statement: Sql, options?: QueryOptions): AsyncGenerator<Row[]>
  /** The same for an answer of DOUBLE columns without nulls, column by column: numbers by the hundred thousand. */
  columns(statement: Sql, options?: QueryOptions): AsyncGenerator<readonly Float64Array[]>
  /**
   * The same for an answer that is read as slowly as its asker likes: on connections of their own, so that no other
   * question waits for it, and without a limit of time.
   */
  trickle(statement: Sql, options?: QueryOptions): AsyncGenerator<Row[]>
  /** Runs a job in a transaction that it may share with others; resolves once durable. */
  write<T>(job: WriteJob<T>): Promise<T>
  /** Runs a long job in a transaction of its own: all of it or nothing. */
  writeAlone<T>(job: WriteJob<T>): Promise<T>
  /** The same as `write` for what no answer is made of, e.g. who asked what: the data version stays. */
  note<T>(job: WriteJob<T>): Promise<T>
  /** Copies everything committed into the file and folds the log in. */
  checkpoint(): Promise<void>
  close(): Promise<void>
}

/** What a store reads and writes with, in one place so that a fatal error can put another in it. */
interface Slot {
  engine: Engine
  /** of the last commit */
  version: number
  /** a reopening under way */
  reopening?: Promise<void> | undefined
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
    return await createStore(path, options)
  } catch (cause) {
    open.delete(path)
    throw cause
  }
}

/** Writes the file of a database that nobody has open anew: see `compact`. */
export async function compactFile(file: string, memoryLimit?: string): Promise<Compacted> {
  const path = realPath(file)
  if (open.has(path)) throw new StoreError('in use', `${file} is already open in this process`)
  open.add(path)
  try {
    return await compact(path, memoryLimit)
  } finally {
    open.delete(path)
  }
}

async function createStore(path: string, options: StoreOptions): Promise<Store> {
  const {
    readers = 4,
    tricklers = 2,
    timeoutMs = 60_000,
    waitMs = 30_000,
    reserveBytes = defaultReserve,
    notice = () => {},
  } = options
  const inMemory = path === ':memory:'
  const { threads, memoryLimit } = options
  const openOne = () =>
    openEngine({ path, shown: options.file, threads, memoryLimit, readers, tricklers }, (damage) =>
      notice(damageLine(options.file, damage)),
    )
  const engine = await openOne()
  const slot: Slot = { engine, version: engine.counted.version }

  /** Another engine in the place of one that gave up; everything committed is in the file and its log. */
  const reopen = (failed: Engine, cause: unknown): Promise<void> => {
    if (inMemory) throw cause
    if (slot.engine !== failed) return Promise.resolve()
    slot.reopening ??= (async () => {
      await failed.abandon().catch(() => undefined)
      slot.engine = await openOne()
      slot.version = slot.engine.counted.version
      notice(`${options.file} was opened anew after the engine gave up: ${firstLine(cause)}`)
    })().finally(() => {
      slot.reopening = undefined
    })
    return slot.reopening
  }
  const queue = new WriteQueue({
    connection: () => slot.engine.writer,
    stager: () => slot.engine.stager,
    ready: async () => {
      await slot.reopening
      if (!inMemory) await roomToWrite(path, reserveBytes)
    },
    committed: (version) => {
      slot.version = version
    },
    reopen: async (cause) => {
      await reopen(slot.engine, cause)
      return slot.engine.counted.commits
    },
  })
  const read = async (statement: Sql, query?: QueryOptions): Promise<Row[]> => {
    await slot.reopening
    const { engine } = slot
    try {
      return await engine.pool.run(statement, { timeoutMs, ...query })
    } catch (cause) {
      if (!isFatal(cause) && slot.engine === engine && !slot.reopening) throw cause
      await reopen(engine, cause)
      return await slot.engine.pool.run(statement, { timeoutMs, ...query })
    }
  }
  let closed = false
  return {
    file: path,
    timeoutMs,
    get version() {
      return slot.version
    },
    read,
    stream: (statement, query) => slot.engine.pool.stream(statement, { timeoutMs, ...query }),
    columns: (statement, query) => slot.engine.pool.columns(statement, { timeoutMs, ...query }),
    trickle: (statement, query) => slot.engine.slow.stream(statement, { waitMs, ...query }),
    write: (job) => queue.write(job),
    writeAlone: (job) => queue.write(job, { alone: true }),
    note: (job) => queue.write(job, { quiet: true }),
    checkpoint: async () => {
      await queue.between(() => slot.engine.writer.run('CHECKPOINT'))
    },
    close: async () => {
      if (closed) return
      closed = true
      await queue.close()
      await slot.reopening
      await slot.engine.close()
      open.delete(path)
    },
  }
}

function damageLine(file: string, { detail, kept, readable, lost }: LogDamage): string {
  return (
    `The log of ${file} is damaged: ${detail}. Everything committed before it, ${readable} bytes of log, is back; ` +
    `what the last ${lost} bytes told could not be read. The log as it was found is kept as ${kept}.`
  )
}

function realPath(file: string): string {
  return existsSync(file)
    ? realpathSync(file)
    : join(realpathSync(dirname(file)), file.split(/[\\/]/).at(-1) ?? file)
}
