import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** A cell as the engine gives it in JSON: text, number, truth or null. */
export type PlainCell = string | number | boolean | null

/** The plain engine, without anything of the product: it writes the made-up files and answers `--vs scan`. */
export interface Engine {
  run(statement: string): Promise<void>
  /** the rows of an answer, in the order of its columns; whole numbers and decimals as numbers, times as text */
  rows(statement: string): Promise<PlainCell[][]>
  close(): void
}

/** Opens a database file, or one in memory, with the engine's own settings. */
export async function openEngine(file: string): Promise<Engine> {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  return {
    run: async (statement) => {
      await connection.run(statement)
    },
    rows: (statement) => rowsOf(connection, statement),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function rowsOf(connection: DuckDBConnection, statement: string): Promise<PlainCell[][]> {
  const reader = await connection.runAndReadAll(statement)
  return reader.getRows().map((row) => row.map(plainCell))
}

function plainCell(value: unknown): PlainCell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (typeof value === 'bigint') return Number(value)
  const text = String(value)
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

/** A text as a literal of SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
