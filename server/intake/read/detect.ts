import type { ByteFile } from './bytes.ts'
import { SourceError, type SourceFormat } from './source.ts'

/** Some writers of newline-delimited GeoJSON put it before each feature (RFC 8142). */
export const RECORD_SEPARATOR = '\u001e'

/** Other things that are sent under a table's name, by their first bytes. */
const strangers: readonly (readonly [number[], string, string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture', 'send the table itself'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture', 'send the table itself'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture', 'send the table itself'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document', 'send the table the document was made of'],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'an old Excel file (xls) or one with a password',
    'save it as xlsx without a password, or as csv',
  ],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'an SQLite or GeoPackage file', 'export it as geojson or csv'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive', 'unpack it'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive', 'unpack it'],
  [[0x42, 0x5a, 0x68], 'a bzip2 file', 'unpack it, or pack it with gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a Zstandard file', 'unpack it, or pack it with gzip'],
]

/** Binary formats by their first bytes; undefined for text. Throws a SourceError for anything else. */
export function binaryFormat(file: ByteFile): 'xlsx' | 'parquet' | undefined {
  const { head, path, name } = file
  const stranger = strangers.find(([magic]) => startsWith(head, magic))
  if (stranger) throw new SourceError(`the file is ${stranger[1]}, not a table`, path, stranger[2])
  const format = startsWith(head, [0x50, 0x4b, 0x03, 0x04])
    ? 'xlsx'
    : startsWith(head, [0x50, 0x41, 0x52, 0x31])
      ? 'parquet'
      : undefined
  if (format && file.gzip) throw new SourceError(`a packed ${format} file`, path, `unpack it with gunzip`)
  if (!format && /\.(xlsx|parquet)$/i.test(name)) {
    throw new SourceError(
      `the name says ${name.split('.').pop()}, the content is not`,
      path,
      'export the file again',
    )
  }
  return format
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[index] === byte)
}

/** Many systems export a web page under the name of a table. Throws a SourceError for markup. */
export function refuseMarkup(path: string, head: string): void {
  const tag = /^\s*<(\?xml|!doctype|html|head|meta|body|table|style)\b/i.exec(head)?.[1]
  if (tag === undefined) return
  const what = tag === '?xml' ? 'an XML document' : 'a web page'
  throw new SourceError(
    `the file is ${what}, not a table`,
    path,
    'open it in a spreadsheet program and save it as xlsx',
  )
}

/** Text formats; `lines` tells one JSON value a line. */
export interface TextFormat {
  format: Exclude<SourceFormat, 'xlsx' | 'parquet' | 'xes'>
  lines: boolean
}

/** The format of a text file from its name and the beginning of its text. */
export function textFormat(name: string, head: string): TextFormat {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const first = firstLine(head).charAt(0)
  if ((first !== '{' && first !== '[') || /^(csv|tsv|tab)$/.test(extension)) {
    return { format: /^(tsv|tab)$/.test(extension) ? 'tsv' : 'csv', lines: false }
  }
  if (first === '{' && isLines(head, extension)) {
    return { format: isFeature(firstLine(head)) ? 'geojson' : 'ndjson', lines: true }
  }
  const geo = first === '{' && (isCollection(head) || /^\s*\{\s*"type"\s*:\s*"Feature"/.test(head))
  return { format: geo ? 'geojson' : 'json', lines: false }
}

/** One JSON object a line: the first line is one by itself. */
function isLines(head: string, extension: string): boolean {
  const line = firstLine(head)
  const named = /^(ndjson|jsonl|geojsonl|geojsons|ldjson)$/.test(extension)
  try {
    JSON.parse(line)
  } catch {
    return named
  }
  const alone = line.length >= head.trim().length
  return !alone || named || isFeature(line)
}

function firstLine(head: string): string {
  return head.replaceAll(RECORD_SEPARATOR, '').match(/\S[^\r\n]*/)?.[0] ?? ''
}

function isFeature(line: string): boolean {
  return /"type"\s*:\s*"Feature"/.test(line) && !isCollection(line)
}

/** The beginning of a FeatureCollection, whatever the order of its members. */
export function isCollection(head: string): boolean {
  return /"type"\s*:\s*"FeatureCollection"|"features"\s*:\s*\[/.test(head)
}
