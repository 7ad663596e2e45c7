import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { storage } from './engine.ts'
import { openingError, StoreError } from './errors.ts'

/** Bytes of a file before and after it was written anew. */
export interface Compacted {
  before: number
  after: number
}

/**
 * Writes a database anew into the place of its file: without what changes and upgrades left lying free, and in the form that
 * new files have. Nobody can open it meanwhile; whatever stops this leaves the old file as it was. The log must have been
 * folded in, as closing does. Throws a StoreError: `in use`; `full` where the disk has no room for both; `unreadable`.
 */
export async function compact(file: string, memoryLimit?: string): Promise<Compacted> {
  const before = statSync(file).size
  const { bavail, bsize } = await statfs(dirname(file))
  if (bavail * bsize < before)
    throw new StoreError(
      'full',
      `writing ${file} anew needs as much room again, and its disk has less: make room, or move it to a larger disk`,
    )
  if (existsSync(`${file}.wal`))
    throw new StoreError('unreadable', `${file} was not closed in order: start the server on it once`)
  const aside = `${file}.compact.tmp`
  const clear = () => {
    for (const one of [aside, `${aside}.wal`, `${aside}.spill`]) rmSync(one, { recursive: true, force: true })
  }
  clear()
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: `${aside}.spill`,
    ...(memoryLimit ? { memory_limit: memoryLimit } : {}),
  })
  const connection = await instance.connect()
  try {
    // held until the new file has its name, so that nobody writes into one that is about to go
    await connection.run(`ATTACH ${quoted(file)} AS old`).catch((cause) => {
      throw openingError(file, cause)
    })
    await connection.run(`ATTACH ${quoted(aside)} AS anew (STORAGE_VERSION ${quoted(storage)})`)
    await connection.run('COPY FROM DATABASE old TO anew')
    await connection.run('CHECKPOINT anew')
    await connection.run('DETACH anew')
    synced(aside)
    renameSync(aside, file)
    synced(dirname(file))
  } finally {
    connection.closeSync()
    instance.closeSync()
    clear()
  }
  return { before, after: statSync(file).size }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function synced(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
