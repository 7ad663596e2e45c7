import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api'
import engine, { type Vector } from '@duckdb/node-bindings'

/** Column kinds of a staging table. Days are `YYYY-MM-DD`, instants milliseconds since 1970 in UTC. */
export const columnKinds = {
  text: { type: VARCHAR, declared: 'VARCHAR' },
  integer: { type: INTEGER, declared: 'INTEGER' },
  bigint: { type: BIGINT, declared: 'BIGINT' },
  double: { type: DOUBLE, declared: 'DOUBLE' },
  boolean: { type: BOOLEAN, declared: 'BOOLEAN' },
  day: { type: DATE, declared: 'DATE' },
  instant: { type: TIMESTAMP, declared: 'TIMESTAMP' },
} as const satisfies Record<string, { type: DuckDBType; declared: string }>

export type ColumnKind = keyof typeof columnKinds
export type StagedCell = string | number | bigint | boolean | null | undefined

/** Rows a chunk of the engine holds. */
const chunkRows = 2048

/** Fills a temporary table in bulk; rows are arrays in the order of the declared columns. */
export class StagingTable {
  private readonly columns: readonly Column[]
  private buffered = 0

  private constructor(
    private readonly kinds: readonly ColumnKind[],
    private readonly appendChunk: (chunk: DuckDBDataChunk) => void,
    private readonly close: () => void,
  ) {
    this.columns = kinds.map(columnOf)
  }

  /** Creates (or replaces) the temporary table `table` with these columns. */
  static async create(
    connection: DuckDBConnection,
    table: string,
    columns: Readonly<Record<string, ColumnKind>>,
  ): Promise<StagingTable> {
    const declared = Object.entries(columns).map(
      ([column, kind]) => `${plain(column)} ${columnKinds[kind].declared}`,
    )
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${plain(table)} (${declared.join(', ')})`)
    const appender = await connection.createAppender(table, 'main', 'temp')
    return new StagingTable(
      Object.values(columns),
      (chunk) => appender.appendDataChunk(chunk),
      () => appender.closeSync(),
    )
  }

  /** Takes the row's cells; the array itself may be used again for the next row. */
  append(row: readonly StagedCell[]): void {
    const { columns, buffered } = this
    for (let i = 0; i < columns.length; i++) {
      const cell = row[i]
      if (cell === null || cell === undefined) columns[i]!.nulls.add(buffered)
      else columns[i]!.set(buffered, cell)
    }
    if (++this.buffered === chunkRows) this.flush()
  }

  /** Writes what is buffered and ends the append; the table can be read afterwards. */
  finish(): void {
    this.flush()
    this.close()
  }

  private flush(): void {
    if (this.buffered === 0) return
    const chunk = DuckDBDataChunk.create(
      this.kinds.map((kind) => columnKinds[kind].type),
      this.buffered,
    )
    for (const [index, column] of this.columns.entries()) {
      const vector = engine.data_chunk_get_vector(chunk.chunk, index)
      column.write(vector, this.buffered)
      column.nulls.write(vector, this.buffered)
    }
    this.appendChunk(chunk)
    this.buffered = 0
  }
}

/** The cells of one column of a chunk, laid out as the engine lays them out. */
interface Column {
  readonly nulls: Nulls
  set(row: number, cell: NonNullable<StagedCell>): void
  write(vector: Vector, rows: number): void
}

function columnOf(kind: ColumnKind): Column {
  switch (kind) {
    case 'text':
      return new Texts()
    case 'integer':
      return new Numbers(new Int32Array(chunkRows), Number)
    case 'double':
      return new Numbers(new Float64Array(chunkRows), Number)
    case 'boolean':
      return new Numbers(new Uint8Array(chunkRows), Number)
    case 'day':
      return new Numbers(new Int32Array(chunkRows), (cell) =>
        Math.round(Date.parse(`${cell}T00:00:00Z`) / 86_400_000),
      )
    case 'bigint':
      return new Numbers(new BigInt64Array(chunkRows), (cell) =>
        typeof cell === 'bigint' ? cell : BigInt(Number(cell)),
      )
    case 'instant':
      return new Numbers(new BigInt64Array(chunkRows), (cell) => BigInt(Math.round(Number(cell))) * 1000n)
  }
}

type Cells<T> = ArrayBufferView & { buffer: ArrayBuffer; BYTES_PER_ELEMENT: number; [row: number]: T }

class Numbers<T extends number | bigint> implements Column {
  readonly nulls = new Nulls()

  constructor(
    private readonly cells: Cells<T>,
    private readonly value: (cell: NonNullable<StagedCell>) => T,
  ) {}

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = this.value(cell)
  }

  write(vector: Vector, rows: number): void {
    const { buffer, BYTES_PER_ELEMENT } = this.cells
    engine.copy_data_to_vector(vector, 0, buffer, 0, rows * BYTES_PER_ELEMENT)
  }
}

class Texts implements Column {
  readonly nulls = new Nulls()
  private readonly cells: (string | null)[] = new Array<string | null>(chunkRows).fill(null)

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = String(cell)
  }

  write(vector: Vector, rows: number): void {
    const { cells } = this
    for (let row = 0; row < rows; row++) {
      const text = cells[row]
      if (text !== null && text !== undefined) engine.vector_assign_string_element(vector, row, text)
      cells[row] = null
    }
  }
}

/** Which rows of a column are null: a bit a row, set where there is a value. */
class Nulls {
  private readonly bits = new Uint8Array(chunkRows / 8).fill(0xff)
  private any = false

  add(row: number): void {
    this.any = true
    this.bits[row >> 3]! &= ~(1 << (row & 7))
  }

  write(vector: Vector, rows: number): void {
    if (!this.any) return
    // the engine keeps them in words of 64
    engine.vector_ensure_validity_writable(vector)
    engine.copy_data_to_vector_validity(vector, 0, this.bits.buffer, 0, Math.ceil(rows / 64) * 8)
    this.bits.fill(0xff)
    this.any = false
  }
}

function plain(identifier: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(identifier)) throw new RangeError(`not a name: ${identifier}`)
  return identifier
}
