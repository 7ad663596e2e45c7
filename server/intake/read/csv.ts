import { type CsvDialect, csvDialect } from './csv-dialect.ts'
import { cutAtLines } from './csv-pieces.ts'
import { type CsvRow, CsvRows } from './csv-rows.ts'
import { decode } from './decode.ts'
import { columnPicker } from './pick.ts'
import { type RowSource, SourceError, type SourceRow } from './source.ts'
import type { TextFile } from './text-file.ts'

/** Rows handed over together: few, so that they are gone again before the collector looks after them. */
const BATCH = 512
const LONGEST = 64 * 1024 * 1024

/** Opens delimited text: csv, tsv, or any one-character delimiter. */
export function openCsv(file: TextFile, format: 'csv' | 'tsv', delimiter?: string): RowSource {
  const { path, bytes, encoding, whole, headText: head } = file
  if (head.trim() === '') throw new SourceError('the file is empty', path, 'export the file again')
  const dialect = csvDialect(head, whole, delimiter ?? (format === 'tsv' ? '\t' : undefined))
  const { columns } = dialect
  if (columns.length === 0) {
    throw new SourceError('the header cannot be read', `${path}, line 1`, 'write the column names in line 1')
  }
  if (whole && head.slice(dialect.start).trim() === '') {
    throw new SourceError(
      'there is a header and no row',
      `${path}, line ${dialect.line}`,
      'export the file again',
    )
  }
  return {
    format: dialect.delimiter === '\t' ? 'tsv' : 'csv',
    encoding,
    delimiter: dialect.delimiter,
    columns,
    bytes,
    rows: (wanted) => readRows(file, dialect, wanted),
    ...(!encoding.startsWith('utf-16') && {
      inPieces: { layout: { path, dialect, encoding }, pieces: () => cutAtLines(file, dialect.newline) },
    }),
  }
}

async function* readRows(
  file: TextFile,
  dialect: CsvDialect,
  wanted: readonly string[],
): AsyncGenerator<SourceRow[]> {
  const reader = new CsvRows(dialect, columnPicker(dialect.columns, wanted))
  let batch: CsvRow[] = []
  for await (const text of decode(file, file.encoding)) {
    reader.feed(text)
    for (let row = reader.next(); row; row = reader.next()) {
      batch.push(row)
      if (batch.length < BATCH) continue
      yield batch
      batch = []
    }
    if (reader.pending > LONGEST) {
      throw new SourceError(
        'a row is longer than 64 MB',
        `${file.path}, line ${reader.line}`,
        'is it a csv file?',
      )
    }
  }
  reader.finish()
  for (let row = reader.next(); row; row = reader.next()) batch.push(row)
  if (batch.length > 0) yield batch
}
