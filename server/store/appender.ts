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
  blockRows,
  type ColumnKind,
  type StagedCell,
} from './block.ts'

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
  /** makes what is filled ready to be read */
  ready?: () => Promise<unknown>
}

/** Fills a temporary table in bulk; rows are arrays in the order of the declared columns. */
export class StagingTable {
  private readonly builder: BlockBuilder

  private constructor(
    columns: Readonly<Record<string, ColumnKind>>,
    private readonly types: DuckDBType[],
    private readonly appendChunk: (chunk: DuckDBDataChunk) => void,
    private readonly close: () => Promise<void>,
  ) {
    this.builder = new BlockBuilder(Object.values(columns))
  }

  /** Creates (or replaces) the table `table` with these columns. */
  static async create(
    { connection, database, ready }: StagingPlace,
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
      types.map(({ type }) => type),
      (chunk) => appender.appendDataChunk(chunk),
      async () => {
        appender.closeSync()
        await ready?.()
      },
    )
  }

  /** Takes the row's cells; the array itself may be used again for the next row. */
  append(row: readonly StagedCell[]): void {
    const full = this.builder.append(row)
    if (full) this.write(full)
  }

  /** Takes rows that were laid out elsewhere, behind those taken so far. */
  appendBlock(block: Block): void {
    this.flush()
    this.write(block)
  }

  /** Writes what is buffered and ends the append; the table can be read afterwards. */
  async finish(): Promise<void> {
    this.flush()
    await this.close()
  }

  private flush(): void {
    const rest = this.builder.take()
    if (rest) this.write(rest)
  }

  private write({ rows, columns }: Block): void {
    const chunk = DuckDBDataChunk.create(this.types, rows)
    for (let index = 0; index < columns.length; index++)
      copy(columns[index]!, engine.data_chunk_get_vector(chunk.chunk, index), rows)
    this.appendChunk(chunk)
  }
}

function copy({ cells, valid, ends }: BlockColumn, vector: Vector, rows: number): void {
  if (valid) {
    // the engine keeps them in words of 64
    engine.vector_ensure_validity_writable(vector)
    engine.copy_data_to_vector_validity(vector, 0, valid, 0, Math.ceil(rows / 64) * 8)
  }
  if (ends)
    copyTexts(new Uint8Array(cells), new Int32Array(ends), valid && new Uint8Array(valid), vector, rows)
  else engine.copy_data_to_vector(vector, 0, cells, 0, rows * (cells.byteLength / blockRows))
}

function copyTexts(
  bytes: Uint8Array,
  ends: Int32Array,
  valid: Uint8Array | undefined,
  vector: Vector,
  rows: number,
): void {
  let start = 0
  for (let row = 0; row < rows; row++) {
    const end = ends[row]!
    if (!valid || valid[row >> 3]! & (1 << (row & 7)))
      engine.vector_assign_string_element_len(vector, row, bytes.subarray(start, end))
    start = end
  }
}

function plain(identifier: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(identifier)) throw new RangeError(`not a name: ${identifier}`)
  return identifier
}
