import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { cutAtRefused, type LogDamage, tornEnd } from './damaged-log.ts'
import { openingError } from './errors.ts'
import { migrate } from './migrate.ts'
import { ReadPool } from './pool.ts'

/** The form of new files: it packs what is null to what it tells. The engine's default is what its first releases could read. */
export const storage = 'v1.2.0'

export interface EngineOptions {
  /** path of the database file, or ':memory:' */
  path: string
  /** how messages call it */
  shown: string
  threads?: number | undefined
  memoryLimit?: string | undefined
  readers: number
  /** connections for answers that are read slowly */
  tricklers: number
}

/** The data version, and how many commits there have been: more, since not all of them change an answer. */
export interface Counted {
  version: number
  commits: number
}

/** The engine on one file: its writer and its readers. A fatal error ends all of it; another is opened then. */
export interface Engine {
  writer: DuckDBConnection
  /** fills tables for the writer, see `stageFile` */
  stager: DuckDBConnection
  pool: ReadPool
  /** for answers that are read slowly */
  slow: ReadPool
  /** what the file held when it was opened */
  counted: Counted
  /** Waits for the questions under way, then lets go of the file. */
  close(): Promise<void>
  /** The same after a fatal error; answers that are being read slowly are broken off. */
  abandon(): Promise<void>
}

/**
 * Opens the file, creating it where there is none, and brings its schema up to date. A log that was torn or damaged is
 * kept under another name, what can be read of it is, and `damaged` is told what could not be.
 */
export async function openEngine(
  options: EngineOptions,
  damaged: (damage: LogDamage) => void,
): Promise<Engine> {
  const instance = await createInstance(options, damaged)
  const writer = await instance.connect()
  try {
    await migrate(writer, options.shown)
    await lock(writer)
    const pool = await ReadPool.create(instance, options.readers)
    const slow = await ReadPool.create(instance, options.tricklers)
    const stager = await instance.connect()
    const release = async () => {
      await pool.close()
      stager.closeSync()
      writer.closeSync()
      instance.closeSync()
    }
    return {
      writer,
      stager,
      pool,
      slow,
      counted: await countedBy(writer),
      close: async () => {
        await slow.close()
        await release()
      },
      abandon: async () => {
        slow.abandon()
        await release()
      },
    }
  } catch (cause) {
    writer.closeSync()
    instance.closeSync()
    throw cause
  }
}

/** Data version and commits as this connection sees them. */
export async function countedBy(connection: DuckDBConnection): Promise<Counted> {
  const reader = await connection.runAndReadAll('SELECT version, commits FROM data_version')
  const [version, commits] = reader.getRows()[0] ?? []
  return { version: Number(version), commits: Number(commits) }
}

async function createInstance(
  { path, shown, threads, memoryLimit }: EngineOptions,
  damaged: (damage: LogDamage) => void,
): Promise<DuckDBInstance> {
  const settings: Record<string, string> = {
    autoinstall_known_extensions: 'false',
    storage_compatibility_version: storage,
  }
  if (threads) settings.threads = String(threads)
  if (memoryLimit) settings.memory_limit = memoryLimit
  if (path !== ':memory:') tell(tornEnd(path), damaged)
  for (;;) {
    try {
      return await DuckDBInstance.create(path, settings)
    } catch (cause) {
      // every cut makes the log shorter, so this comes to an end
      if (!tell(cutAtRefused(path, cause), damaged)) throw openingError(shown, cause)
    }
  }
}

function tell(damage: LogDamage | undefined, damaged: (damage: LogDamage) => void): boolean {
  if (damage) damaged(damage)
  return damage !== undefined
}

/** From here on no statement can reach the file system or change a setting. */
async function lock(connection: DuckDBConnection): Promise<void> {
  await connection.run("SET GLOBAL TimeZone = 'UTC'")
  await connection.run('SET GLOBAL enable_external_access = false')
  await connection.run('SET GLOBAL lock_configuration = true')
}
