import { openBytes } from './bytes.ts'
import { openCsv } from './csv.ts'
import { binaryFormat, refuseMarkup, textFormat } from './detect.ts'
import { openGeojson, openJson, openNdjson } from './json.ts'
import { openParquet } from './parquet.ts'
import type { RowSource, SourceOptions } from './source.ts'
import { textFile } from './text-file.ts'
import { isXes, openXes } from './xes.ts'
import { openXlsx } from './xlsx.ts'

/**
 * Opens a file of any known format for reading row by row. The format is found from the content and the name.
 * Throws a SourceError when the file as a whole cannot be read.
 */
export async function openSource(path: string, options: SourceOptions = {}): Promise<RowSource> {
  const file = await openBytes(path)
  const binary = binaryFormat(file)
  if (binary === 'xlsx') return openXlsx(file, options.sheet)
  if (binary === 'parquet') return openParquet(file)
  if (isXes(file)) return openXes(file, options.encoding)
  const text = textFile(file, options.encoding)
  refuseMarkup(path, text.headText)
  const { format, lines } = textFormat(file.name, text.headText)
  if (format === 'geojson') return openGeojson(text, lines)
  if (format === 'ndjson') return openNdjson(text)
  if (format === 'json') return openJson(text, options.rows)
  return openCsv(text, format, options.delimiter)
}
