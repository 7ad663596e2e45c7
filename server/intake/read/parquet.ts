import {
  asyncBufferFromFile,
  type FileMetaData,
  type ParquetScan,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { ByteFile } from './bytes.ts'
import { isRecord } from './object.ts'
import { pathGetter, pathsIn, rowMaker } from './record.ts'
import { type RowSource, SourceError, type SourceRow } from './source.ts'

const BATCH = 4096
const SAMPLED = 200

/** Days become `YYYY-MM-DD`; the other kinds keep the library's reading. */
const parsers = { dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10) }

/** Opens a parquet file; it is read one row group at a time, the columns asked for only. */
export async function openParquet(file: ByteFile): Promise<RowSource> {
  const { path, bytes } = file
  const buffer = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(buffer).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new SourceError(`the parquet file is damaged or cut short: ${why}`, path, 'export it again', {
      cause: error,
    })
  })
  const table = new ParquetTable(path, metadata, () =>
    parquetScan({ file: buffer, metadata, compressors, parsers }),
  )
  const first = await table.sample()
  if (first.length === 0) throw new SourceError('the file holds no record', path, 'export the file again')
  const columns = [...new Set([...pathsIn(first), ...table.flat])]
  return { format: 'parquet', columns, bytes, rows: (wanted) => table.rows(wanted, bytes) }
}

type Column = { name: string; values: ArrayLike<unknown>; local: boolean }

class ParquetTable {
  /** names of the columns at the top of the schema; `flat` are those without columns inside */
  private readonly top: string[]
  readonly flat: string[]
  private readonly local: Set<string>

  constructor(
    private readonly path: string,
    metadata: FileMetaData,
    private readonly scan: () => Promise<ParquetScan>,
  ) {
    const { children } = parquetSchema(metadata)
    this.top = children.map(({ element }) => element.name)
    this.flat = children.filter((child) => child.children.length === 0).map(({ element }) => element.name)
    const isLocal = ({ logical_type: type }: (typeof children)[number]['element']) =>
      type?.type === 'TIMESTAMP' && !type.isAdjustedToUTC
    this.local = new Set(
      children.filter(({ element }) => isLocal(element)).map(({ element }) => element.name),
    )
  }

  /** The first records with all their columns. */
  async sample(): Promise<object[]> {
    const scan = await this.scan()
    const range = scan.ranges[0]
    if (!range) return []
    const end = Math.min(range.rowEnd, range.rowStart + SAMPLED)
    const columns = await this.columns(scan, this.top, range.rowStart, end)
    return Array.from({ length: end - range.rowStart }, (_, index) => recordAt(columns, index))
  }

  async *rows(wanted: readonly string[], bytes: RowSource['bytes']): AsyncGenerator<SourceRow[]> {
    const make = rowMaker(wanted, wanted.map(pathGetter))
    const heads = new Set(wanted.flatMap((path) => [path, path.split('.')[0] ?? path]))
    const needed = this.top.filter((name) => heads.has(name))
    const scan = await this.scan()
    bytes.read = 0
    for (const [done, { rowStart, rowEnd }] of scan.ranges.entries()) {
      const columns = await this.columns(scan, needed, rowStart, rowEnd)
      for (let start = rowStart; start < rowEnd; start += BATCH) {
        const length = Math.min(BATCH, rowEnd - start)
        yield Array.from({ length }, (_, index) =>
          make(start + index + 1, recordAt(columns, start - rowStart + index)),
        )
      }
      bytes.read = Math.round((bytes.total * (done + 1)) / scan.ranges.length)
    }
  }

  private async columns(scan: ParquetScan, names: readonly string[], rowStart: number, rowEnd: number) {
    const columns: Column[] = []
    for (const name of names) {
      const values = await scan.readColumn({ column: name, rowStart, rowEnd }).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error)
        const place = `${this.path}, column "${name}", rows ${rowStart + 1} to ${rowEnd}`
        throw new SourceError(`the parquet file is damaged: ${why}`, place, 'export it again', {
          cause: error,
        })
      })
      columns.push({ name, values, local: this.local.has(name) })
    }
    return columns
  }
}

/** Times that the schema does not tie to UTC are local: they are written without an offset. */
function recordAt(columns: readonly Column[], index: number): object {
  return Object.fromEntries(
    columns.map(({ name, values, local }) => {
      const value: unknown = values[index]
      return [name, local && value instanceof Date ? value.toISOString().slice(0, -1) : plain(value)]
    }),
  )
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (Array.isArray(value)) return value.map(plain)
  if (!isRecord(value) || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
