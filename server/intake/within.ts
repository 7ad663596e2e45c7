import { basename, dirname, join, resolve } from 'node:path'
import type { ImportReport } from '@grid/data/contract'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/index.ts'
import { IntakeError } from './errors.ts'
import type { ImportFile, ImportStep } from './open.ts'
import type { OnProgress } from './progress.ts'
import { RejectsFile } from './rejects.ts'

/** Where the rejected rows of a file go: beside the database, nowhere for one in memory. */
export function rejectsBeside(store: Store, file: string): string | null {
  return store.file === ':memory:' ? null : join(dirname(store.file), `${basename(file)}.rejects.csv`)
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
