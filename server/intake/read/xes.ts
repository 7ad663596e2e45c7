import { Encoding } from '@grid/data/contract'
import type { ByteFile } from './bytes.ts'
import { decode } from './decode.ts'
import { rowMaker } from './record.ts'
import { type RowSource, SourceError, type SourceRow } from './source.ts'
import { type TextFile, textFile } from './text-file.ts'
import { XesReader } from './xes-reader.ts'
import { xmlReader } from './xml.ts'

const SAMPLED = 200
/** Characters without a tag, more than any attribute of a log needs. */
const LONGEST = 4 * 1024 * 1024

const log = /^\s*(<\?xml[^>]*\?>\s*)?(<!--((?!-->)[\s\S])*-->\s*)*<(\w+:)?log[\s>]/

/** Whether a file is a log in XES: by its name, or by its outermost element. */
export function isXes({ name, head }: ByteFile): boolean {
  return /\.xes$/i.test(name) || log.test(new TextDecoder('latin1').decode(head.subarray(0, 32_768)))
}

/** The encoding that the XML declaration names, where it is one that is read here. */
function declaredEncoding(head: Uint8Array): Encoding | undefined {
  const start = new TextDecoder('latin1').decode(head.subarray(0, 200))
  const named = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1]?.toLowerCase()
  if (named === undefined) return undefined
  if (/^(iso-8859-1|latin-?1|us-ascii|ascii|cp1252)$/.test(named)) return 'windows-1252'
  return Encoding.safeParse(named === 'gb2312' ? 'gbk' : named).data
}

/**
 * A row an event, numbered through the file. Columns are the keys of events, and `trace.` with the keys of traces; of
 * nested attributes the outer value counts. Streamed; what is no log, is cut short, or declares entities is refused with
 * its line.
 */
export async function openXes(bytes: ByteFile, encoding: Encoding | undefined): Promise<RowSource> {
  const file = textFile(bytes, encoding ?? declaredEncoding(bytes.head))
  const columns = new Set<string>()
  let seen = 0
  for await (const events of eventsOf(file)) {
    for (const event of events) for (const key of Object.keys(event)) columns.add(key)
    seen += events.length
    if (seen >= SAMPLED) break
  }
  if (seen === 0) throw new SourceError('the log holds no event', file.path, 'export the log again')
  return {
    format: 'xes',
    encoding: file.encoding,
    columns: [...columns],
    bytes: file.bytes,
    rows: (wanted) => rowsOf(file, wanted),
  }
}

async function* rowsOf(file: TextFile, wanted: readonly string[]): AsyncGenerator<SourceRow[]> {
  const make = rowMaker(
    wanted,
    wanted.map((key) => (event) => Reflect.get(event, key)),
  )
  let row = 0
  for await (const events of eventsOf(file)) yield events.map((event) => make(++row, event))
}

/** The events of a log, their attributes by key, one batch a piece of text. */
async function* eventsOf(file: TextFile): AsyncGenerator<object[]> {
  const log = new XesReader()
  const reader = xmlReader(log)
  const step = (act: () => void) => {
    try {
      act()
    } catch (error) {
      throw broken(file, reader.line, error)
    }
  }
  let before = 0
  let silent = 0
  for await (const text of decode(file, file.encoding)) {
    step(() => reader.write(text))
    silent = log.tags === before ? silent + text.length : 0
    before = log.tags
    if (silent > LONGEST)
      throw broken(file, reader.line, new Error('there is no tag in 4 million characters'))
    const events = log.take()
    if (events.length > 0) yield events
  }
  step(() => reader.end())
  const events = log.take()
  if (events.length > 0) yield events
}

function broken(file: TextFile, line: number, error: unknown): SourceError {
  const why = (error instanceof Error ? error.message : String(error)).replace(/^\d+:\d+:\s*/, '')
  const cut = /unclosed|must contain a root|document must/i.test(why)
  return new SourceError(
    cut ? `the log is cut short: ${why}` : `the file is no log that can be read: ${why}`,
    `${file.path}, line ${line}`,
    'export the log again as XES (IEEE 1849), without a document type or entities',
    { cause: error },
  )
}
