import { Mapping } from '@grid/data/contract'
import type { Transaction } from '../store/index.ts'
import { IntakeError } from './errors.ts'
import type { OnProgress } from './progress.ts'
import { openSource, type RowSource, SourceError, type SourceOptions } from './read/index.ts'
import type { Rejects } from './rejects.ts'
import { parseJson, schemaErrors } from './schema-errors.ts'
import type { Standing } from './standing.ts'

/** A file to import, and how its columns become our fields. */
export interface ImportFile {
  path: string
  /** undefined: the columns carry our names */
  mapping: Mapping | undefined
  /** how messages call the mapping */
  place: string
  /** the rows, where they are at hand already and `path` is but a name */
  source?: RowSource
}

/** What an import needs beside its transaction. */
export interface ImportStep {
  file: ImportFile
  rejects: Rejects
  onProgress: OnProgress | undefined
  /** milliseconds since 1970 */
  now: () => number
  /** what rows are judged by, where the caller keeps it; read from the database else */
  standing?: Standing
  /** looks at the tables of the merge before they are dropped */
  merged?: (transaction: Transaction) => Promise<void>
}

/** Reads and checks a mapping; throws IntakeError with one line for every fault, naming its path in the file. */
export async function readMapping(path: string): Promise<Mapping> {
  const result = Mapping.safeParse(await parseJson(path))
  if (result.success) return result.data
  throw new IntakeError(schemaErrors(result.error, Mapping, path))
}

/** Opens a data file as its mapping says; throws IntakeError where it cannot be read at all. */
export async function openImport({ path, mapping, source }: ImportFile): Promise<RowSource> {
  if (source) return source
  const options: SourceOptions = {
    ...(mapping?.encoding && { encoding: mapping.encoding }),
    ...(mapping?.delimiter && { delimiter: mapping.delimiter }),
    ...(mapping?.sheet && { sheet: mapping.sheet }),
    ...(mapping?.rows && { rows: mapping.rows }),
  }
  return await explained(path, () => openSource(path, options))
}

/** Runs a step of reading `path`; what the reader says of the file becomes an IntakeError. */
export async function explained<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    if (cause instanceof SourceError)
      throw new IntakeError([`${cause.place}: ${cause.message}; ${cause.remedy}`], { cause })
    if (isMissing(cause)) throw new IntakeError([`${path}: there is no such file`], { cause })
    throw cause
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
}
