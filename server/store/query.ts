import {
  DOUBLE,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBMaterializedResult,
  type DuckDBResult,
} from '@duckdb/node-api'
import engine from '@duckdb/node-bindings'
import { cancelled, runningError, tookTooLong } from './errors.ts'
import { keptPlan } from './plans.ts'
import type { Sql } from './sql.ts'
import { sweep } from './sweep.ts'
import { bindings, type Row, toCell } from './values.ts'

export interface QueryOptions {
  /** stops the question when the asker leaves */
  signal?: AbortSignal | undefined
  /** milliseconds after which the question is stopped; the engine itself has no such limit */
  timeoutMs?: number
  /** milliseconds it may wait for a connection; as long as it may take altogether where nothing is said */
  waitMs?: number
  /** its plan is kept for the next `read` of the same text: for what is found as soon as planned, and asked time and again */
  kept?: boolean
}

/**
 * Runs one statement on a connection and reads every row. Cancelling interrupts the engine and frees the connection. The
 * engine makes the whole answer before the first row is read: it works with all its threads then, and waits for nobody.
 */
export async function run(
  connection: DuckDBConnection,
  statement: Sql,
  options: QueryOptions = {},
): Promise<Row[]> {
  const all: Row[] = []
  for await (const batch of batches('run', connection, statement, options))
    for (const row of batch) all.push(row)
  return all
}

/**
 * Rows of a batch of an answer that is read as it is made: few enough to be gone before their memory is swept, which a
 * chunk of the engine's is not.
 */
const slice = 256

/** The same, in batches of a few hundred rows, made as they are read: memory does not grow with the answer. */
export function stream(
  connection: DuckDBConnection,
  statement: Sql,
  options: QueryOptions = {},
): AsyncGenerator<Row[]> {
  return batches('stream', connection, statement, options)
}

/**
 * The answer of a statement whose columns are all DOUBLE and never null, column by column as the engine keeps it, a chunk
 * at a time: a million rows of objects would cost more than most of what is done with them. Nothing else may be run on the
 * connection until the last chunk is read.
 */
export function columns(
  connection: DuckDBConnection,
  statement: Sql,
  options: QueryOptions = {},
): AsyncGenerator<readonly Float64Array[]> {
  return guarded(connection, options, () => numbers(connection, statement))
}

async function* numbers(
  connection: DuckDBConnection,
  statement: Sql,
): AsyncGenerator<readonly Float64Array[]> {
  const { values, types } = bindings(statement.values)
  const result = await connection.stream(statement.text, values, types)
  const other = result.columnTypes().find(({ typeId }) => typeId !== DOUBLE.typeId)
  if (other) throw new TypeError(`a column of numbers is ${other}`)
  for await (const chunk of chunksOf(result)) {
    const bytes = chunk.rowCount * Float64Array.BYTES_PER_ELEMENT
    yield Array.from({ length: chunk.columnCount }, (_, column) => {
      const cells = engine.vector_get_data(engine.data_chunk_get_vector(chunk.chunk, column), bytes)
      return new Float64Array(cells.slice().buffer)
    })
  }
}

function batches(
  how: 'run' | 'stream',
  connection: DuckDBConnection,
  statement: Sql,
  options: QueryOptions,
): AsyncGenerator<Row[]> {
  return guarded(connection, options, () => rows(how, connection, statement, options.kept))
}

async function answered(
  how: 'run' | 'stream',
  connection: DuckDBConnection,
  statement: Sql,
  kept: boolean | undefined,
) {
  const { values, types } = bindings(statement.values)
  if (!kept || how === 'stream') return connection[how](statement.text, values, types)
  const plan = await keptPlan(connection, statement.text, types)
  plan.bind(values, types)
  return plan.run()
}

/**
 * The chunks of an answer, none of them empty. The only one of an answer that is made is at hand: to send for it, and for the
 * end after it, would take two ways to another thread and back.
 */
async function* chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  if (result instanceof DuckDBMaterializedResult && result.chunkCount <= 1) {
    if (result.chunkCount === 1) yield result.getChunk(0)
    return
  }
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    yield chunk
}

async function* rows(
  how: 'run' | 'stream',
  connection: DuckDBConnection,
  statement: Sql,
  kept: boolean | undefined,
): AsyncGenerator<Row[]> {
  const result = await answered(how, connection, statement, kept)
  const names = result.deduplicatedColumnNames()
  const blank = blankRow(names)
  let chunks = 0
  for await (const chunk of chunksOf(result)) {
    if (how === 'run') yield chunk.getRows().map((cells) => toRow(blank, names, cells))
    else
      for (let from = 0; from < chunk.rowCount; from += slice)
        yield Array.from({ length: Math.min(slice, chunk.rowCount - from) }, (_, row) =>
          toRow(blank, names, chunk.getRowValues(from + row)),
        )
    if (how === 'stream') sweep(++chunks)
  }
}

/** An answer as it is read, stopped when its asker leaves or its time is up; the engine's errors become ours. */
async function* guarded<T>(
  connection: DuckDBConnection,
  { signal, timeoutMs }: QueryOptions,
  answer: () => AsyncGenerator<T>,
): AsyncGenerator<T> {
  if (signal?.aborted) throw cancelled()
  let timedOut = false
  let insisting: NodeJS.Timeout | undefined
  // an interrupt that arrives before the engine has begun is lost, so it is repeated until the question ends
  const stop = () => {
    connection.interrupt()
    insisting ??= setInterval(() => connection.interrupt(), 10)
  }
  const limit =
    timeoutMs &&
    setTimeout(() => {
      timedOut = true
      stop()
    }, timeoutMs)
  signal?.addEventListener('abort', stop)
  try {
    yield* answer()
  } catch (cause) {
    if (timedOut) throw tookTooLong(timeoutMs ?? 0, cause)
    throw runningError(cause)
  } finally {
    clearTimeout(limit)
    clearInterval(insisting)
    signal?.removeEventListener('abort', stop)
  }
}

/**
 * A row without values, to be copied: an object that grows by one name after another becomes a table that is slow to
 * read and three times as large, one that was parsed does not, nor does its copy.
 */
function blankRow(names: readonly string[]): Row {
  return JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))) as Row
}

function toRow(blank: Row, names: readonly string[], cells: Parameters<typeof toCell>[0][]): Row {
  const row: Row = { ...blank }
  for (let index = 0; index < names.length; index++) row[names[index]!] = toCell(cells[index] ?? null)
  return row
}
