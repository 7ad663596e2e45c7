import {
  EncodingError,
  openSource,
  type RowSource,
  type SourceCell,
  type SourceOptions,
} from '../read/index.ts'

const MOST_ROWS = 5000

/** The first rows of a file, column by column. */
export interface Sample {
  source: RowSource
  /** readable rows */
  count: number
  /** values by column, aligned over the readable rows */
  values: ReadonlyMap<string, readonly SourceCell[]>
  complete: boolean
  unreadable: number
  notes: string[]
}

/** Opens a file, in the encoding that fits when none is declared, and reads its first rows. */
export async function readSample(path: string, options: SourceOptions): Promise<Sample> {
  const notes: string[] = []
  const source = await openFitting(path, options, notes)
  const columns = source.columns.map((): SourceCell[] => [])
  let count = 0
  let unreadable = 0
  let complete = true
  for await (const batch of source.rows(source.columns)) {
    for (const { cells, problem, row } of batch) {
      if (problem) {
        if (unreadable++ < 3) notes.push(`row ${row} cannot be read: ${problem.reason}; ${problem.remedy}`)
        continue
      }
      for (const [index, cell] of cells.entries()) columns[index]?.push(cell)
      count++
    }
    if (count < MOST_ROWS) continue
    complete = false
    break
  }
  const values = new Map(source.columns.map((name, index) => [name, columns[index] ?? []]))
  return { source, count, values, complete, unreadable, notes }
}

async function openFitting(path: string, options: SourceOptions, notes: string[]): Promise<RowSource> {
  try {
    return await openSource(path, options)
  } catch (error) {
    if (!(error instanceof EncodingError) || error.suggestion === null) throw error
    notes.push(`${error.message} (${error.place}); it is read as ${error.suggestion}`)
    return await openSource(path, { ...options, encoding: error.suggestion })
  }
}
