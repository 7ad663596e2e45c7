import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api'

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
  private readonly columns: DuckDBValue[][]
  private buffered = 0

  private constructor(
    private readonly kinds: ColumnKind[],
    private readonly appendChunk: (chunk: DuckDBDataChunk) => void,
    private readonly close: () => void,
  ) {
    this.columns = kinds.map(() => [])
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
    for (let column = 0; column < this.kinds.length; column++) {
      this.columns[column]![this.buffered] = staged(this.kinds[column]!, row[column])
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
    for (const column of this.columns) column.length = this.buffered
    chunk.setColumns(this.columns)
    this.appendChunk(chunk)
    this.buffered = 0
  }
}

function staged(kind: ColumnKind, cell: StagedCell): DuckDBValue {
  if (cell === null || cell === undefined) return null
  if (kind === 'instant') return new DuckDBTimestampValue(BigInt(Math.round(Number(cell))) * 1000n)
  if (kind === 'day') return new DuckDBDateValue(Math.round(Date.parse(`${cell}T00:00:00Z`) / 86_400_000))
  if (kind === 'bigint') return typeof cell === 'bigint' ? cell : BigInt(Number(cell))
  return cell
}

function plain(identifier: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(identifier)) throw new RangeError(`not a name: ${identifier}`)
  return identifier
}
