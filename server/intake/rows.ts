import type { CellProblem, RowReader } from './map/index.ts'
import type { OnProgress } from './progress.ts'
import type { RowSource, SourceRow } from './read/index.ts'
import type { Rejects } from './rejects.ts'
import type { Tally } from './report.ts'

/** What the rows of a file pass through. */
export interface Passage {
  source: RowSource
  columns: readonly string[]
  reader: RowReader<string>
  tally: Tally
  rejects: Rejects
  onProgress: OnProgress | undefined
  step: string
}

/**
 * Reads every row of a file through its mapping and hands the fit ones to `take`, which may refuse them too. What is
 * refused goes to the rejects file. Memory does not grow with the file.
 */
export async function eachRow(
  { source, columns, reader, tally, rejects, onProgress, step }: Passage,
  take: (row: SourceRow) => CellProblem | undefined,
): Promise<void> {
  for await (const batch of source.rows(columns)) {
    for (const row of batch) {
      tally.read++
      const problem = row.problem ?? reader.read(row.cells) ?? take(row)
      if (!problem) continue
      tally.rejected++
      await rejects.add({ column: '', value: '', ...problem, row: row.row, raw: row.raw() })
    }
    tellRead({ source, tally, onProgress, step })
  }
}

/** Tells how much of a file is read. */
export function tellRead({
  source,
  tally,
  onProgress,
  step,
}: Pick<Passage, 'source' | 'tally' | 'onProgress' | 'step'>): void {
  const { read, total } = source.bytes
  onProgress?.({ step, rows: tally.read, share: total === 0 ? 1 : Math.min(read / total, 1) })
}
