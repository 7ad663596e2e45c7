import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  ENUM,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api'
import engine, { type Vector } from '@duckdb/node-bindings'
import {
  type Block,
  BlockBuilder,
  type BlockColumn,
  BlockLayout,
  blockRows,
  type ColumnKind,
  type StagedCell,
} from './block.ts'
import { name, type Sql, sql } from './sql.ts'

const columnTypes = {
  text: { type: VARCHAR, declared: 'VARCHAR' },
  integer: { type: INTEGER, declared: 'INTEGER' },
  bigint: { type: BIGINT, declared: 'BIGINT' },
  double: { type: DOUBLE, declared: 'DOUBLE' },
  boolean: { type: BOOLEAN, declared: 'BOOLEAN' },
  day: { type: DATE, declared: 'DATE' },
  instant: { type: TIMESTAMP, declared: 'TIMESTAMP' },
} as const satisfies Record<string, { type: DuckDBType; declared: string }>

function typeOf(kind: ColumnKind): { type: DuckDBType; declared: string } {
  return typeof kind === 'object' ? { type: ENUM(kind.of), declared: plain(kind.choice) } : columnTypes[kind]
}

/** Where a staging table is. */
export interface StagingPlace {
  connection: DuckDBConnection
  /** the engine's name of the database it is in */
  database: string
  /** what is done when it is filled, and before the transaction reads it */
  filled?: () => Promise<unknown>
  shown?: () => Promise<unknown>
}

/** Fills a temporary table in bulk; rows are arrays in the order of the declared columns. */
export class StagingTable {
  private readonly builder: BlockBuilder
  private readonly names: readonly string[]
  private readonly layout: BlockLayout
  private watched: { at: number; last: number; inOrder: boolean } | undefined

  private constructor(
    columns: Readonly<Record<string, ColumnKind>>,
    /** used for every block: to make one costs as much as to fill it */
    private readonly chunk: DuckDBDataChunk,
    /** where it is, for statements of whoever may change it */
    readonly path: Sql,
    private readonly appendChunk: (chunk: DuckDBDataChunk) => void,
    private readonly close: () => Promise<void>,
    /** Makes it readable by the transaction under its name; nobody may change it from then on. */
    readonly show: () => Promise<void>,
  ) {
    this.builder = new BlockBuilder(Object.values(columns))
    this.names = Object.keys(columns)
    this.layout = new BlockLayout(Object.values(columns))
  }

  /** Watches a column of DOUBLE that is never null from the first row on: whether each is no less than the one before. */
  watch(column: string): { readonly inOrder: boolean } {
    const at = this.names.indexOf(column)
    if (at < 0) throw new RangeError(`no column ${column}`)
    this.watched = { at, last: Number.NEGATIVE_INFINITY, inOrder: true }
    return this.watched
  }

  /** Creates (or replaces) the table `table` with these columns. */
  static async create(
    { connection, database, filled, shown }: StagingPlace,
    table: string,
    columns: Readonly<Record<string, ColumnKind>>,
  ): Promise<StagingTable> {
    const types = Object.values(columns).map(typeOf)
    const declared = Object.keys(columns).map((column, at) => `${plain(column)} ${types[at]!.declared}`)
    const temporary = database === 'temp' ? 'TEMP ' : ''
    await connection.run(
      `CREATE OR REPLACE ${temporary}TABLE ${plain(database)}.main.${plain(table)} (${declared.join(', ')})`,
    )
    const appender = await connection.createAppender(table, 'main', database)
    return new StagingTable(
      columns,
      DuckDBDataChunk.create(types.map(({ type }) => type)),
      sql`${name(database)}.main.${name(table)}`,
      (chunk) => appender.appendDataChunk(chunk),
      async () => {
        appender.closeSync()
        await filled?.()
      },
      async () => void (await shown?.()),
    )
  }

  /** Takes the row's cells, those at `places` where these are named; the array itself may be used again for the next row. */
  append(row: readonly StagedCell[], places?: readonly number[]): void {
    const full = this.builder.append(row, places)
    if (full) this.writeOwn(full)
  }

  /** Takes rows that were laid out elsewhere, behind those taken so far. */
  appendBlock(block: Block): void {
    this.flush()
    this.write(block)
  }

  /** Writes what is buffered and ends the append; the table can be read afterwards. */
  async finish(): Promise<void> {
    await this.fill()
    await this.show()
  }

  /** The same without showing it yet, for whoever is to change it first. */
  async fill(): Promise<void> {
    this.flush()
    await this.close()
  }

  private flush(): void {
    const rest = this.builder.take()
    if (rest) this.writeOwn(rest)
  }

  private writeOwn(block: Block): void {
    this.write(block)
    this.builder.reuse(block)
  }

  private write(block: Block): void {
    const { rows } = block
    const { columns } = this.layout
    const { chunk } = this
    chunk.reset()
    chunk.rowCount = rows
    for (let index = 0; index < columns.length; index++)
      copy(block, columns[index]!, engine.data_chunk_get_vector(chunk.chunk, index))
    this.appendChunk(chunk)
    this.look(block)
  }

  private look({ rows, fixed }: Block): void {
    const { watched } = this
    if (!watched?.inOrder) return
    const cells = new Float64Array(fixed, this.layout.columns[watched.at]!.cells, rows)
    for (let row = 0; row < rows; row++) {
      const cell = cells[row]!
      if (cell < watched.last) watched.inOrder = false
      watched.last = cell
    }
  }
}

function copy({ rows, fixed, texts }: Block, column: BlockColumn, vector: Vector): void {
  const { at, cells, width, text } = column
  const valid =
    new Uint8Array(fixed)[at] === 1 ? new Uint8Array(fixed, column.valid, blockRows / 8) : undefined
  if (valid) {
    // the engine keeps them in words of 64
    engine.vector_ensure_validity_writable(vector)
    engine.copy_data_to_vector_validity(vector, 0, fixed, column.valid, Math.ceil(rows / 64) * 8)
  }
  if (text < 0) engine.copy_data_to_vector(vector, 0, fixed, cells, rows * width)
  else copyTexts(new Uint8Array(texts[text]!), new Int32Array(fixed, cells, rows), valid, vector, rows)
}

/** Bytes of a text as the engine lays it out, and of one so short that it is laid out whole. */
const textCell = 16
const shortText = 12

/**
 * Hands over the texts of a column as one, and lays the cells out by ourselves, as `duckdb_string_t` of the engine's
 * header says: the length; then a text of up to 12 bytes, or its first four and its address. To hand over each by itself
 * costs more than to read it.
 */
function copyTexts(
  bytes: Uint8Array,
  ends: Int32Array,
  valid: Uint8Array | undefined,
  vector: Vector,
  rows: number,
): void {
  const address = addressOf(bytes.subarray(0, ends[rows - 1]), vector)
  const laid = new Uint8Array(textCell * rows)
  const words = new Uint32Array(laid.buffer)
  for (let row = 0, start = 0; row < rows; row++) {
    const end = ends[row]!
    const length = end - start
    const cell = row * textCell
    if (length > 0 && (!valid || valid[row >> 3]! & (1 << (row & 7)))) {
      words[cell >> 2] = length
      const inside = length > shortText ? 4 : length
      for (let at = 0; at < inside; at++) laid[cell + 4 + at] = bytes[start + at]!
      if (length > shortText) {
        const place = address + start
        words[(cell >> 2) + 2] = place % two32
        words[(cell >> 2) + 3] = Math.floor(place / two32)
      }
    }
    start = end
  }
  engine.copy_data_to_vector(vector, 0, laid.buffer, 0, laid.byteLength)
}

const two32 = 2 ** 32

/** Puts bytes where the vector keeps its texts; where that is, which nobody asks for of few bytes. */
function addressOf(bytes: Uint8Array, vector: Vector): number {
  if (bytes.length <= shortText) return 0
  engine.vector_assign_string_element_len(vector, 0, bytes)
  const cell = engine.vector_get_data(vector, textCell)
  const words = new DataView(cell.buffer, cell.byteOffset, textCell)
  return words.getUint32(8, true) + words.getUint32(12, true) * two32
}

function plain(identifier: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(identifier)) throw new RangeError(`not a name: ${identifier}`)
  return identifier
}
