import { readdirSync } from 'node:fs'
import { basename, dirname, join, parse, resolve } from 'node:path'
import type { ImportReport } from '@grid/data/contract'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/index.ts'
import { IntakeError } from './errors.ts'
import type { ImportFile, ImportStep } from './open.ts'
import type { OnProgress } from './progress.ts'
import { RejectsFile } from './rejects.ts'

/**
 * Where the rejected rows of a file go: beside the database and named after both, so that two databases in one folder
 * keep theirs apart. Nowhere for a database in memory.
 */
export function rejectsBeside(store: Store, file: string): string | null {
  if (store.file === ':memory:') return null
  return join(dirname(store.file), `${parse(store.file).name}.${basename(file)}.rejects.csv`)
}

/** The files of rejected rows beside a database, of all imports. */
export function rejectsFiles(database: string): string[] {
  if (database === ':memory:') return []
  const folder = dirname(database)
  const begin = `${parse(database).name}.`
  return readdirSync(folder)
    .filter((name) => name.startsWith(begin) && name.endsWith('.rejects.csv'))
    .map((name) => join(folder, name))
}

/** Runs one import with its rejects file open. */
export async function withRejects(
  {
    file,
    path,
    clock,
    progress,
  }: { file: ImportFile; path: string | null; clock: Clock; progress?: OnProgress | undefined },
  work: (step: ImportStep) => Promise<ImportReport>,
): Promise<ImportReport> {
  if (path !== null && resolve(path) === resolve(file.path))
    throw new IntakeError([`${path}: the rejects file cannot be the file that is imported`])
  const rejects = new RejectsFile(path)
  try {
    return await work({ file, rejects, onProgress: progress, now: () => clock.now() })
  } finally {
    await rejects.close()
  }
}
