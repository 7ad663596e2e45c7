import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  SQLNULL,
  VARCHAR,
} from '@duckdb/node-api'

/** A cell as rooms see it: days are `YYYY-MM-DD`, instants ISO 8601 in UTC, whole numbers are numbers. */
export type Cell = string | number | boolean | null | Cell[] | { [field: string]: Cell }

/** A row of an answer. */
export type Row = Record<string, Cell>

/** Binds lists with an explicit element type: the engine cannot infer one from an empty list. */
export function bindings(values: readonly unknown[]): { values: DuckDBValue[]; types: DuckDBType[] } {
  const bound: DuckDBValue[] = []
  const types: DuckDBType[] = []
  for (const value of values) {
    const [boundValue, type] = binding(value)
    bound.push(boundValue)
    types.push(type)
  }
  return { values: bound, types }
}

function binding(value: unknown): [DuckDBValue, DuckDBType] {
  if (value === null || value === undefined) return [null, SQLNULL]
  if (typeof value === 'string') return [value, VARCHAR]
  if (typeof value === 'boolean') return [value, BOOLEAN]
  if (typeof value === 'bigint') return [value, BIGINT]
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? [BigInt(value), BIGINT] : [value, DOUBLE]
  if (Array.isArray(value)) return listBinding(value)
  throw new TypeError(`cannot bind a ${typeof value}`)
}

function listBinding(items: readonly unknown[]): [DuckDBValue, DuckDBType] {
  if (items.every((item) => typeof item === 'string')) return [new DuckDBListValue([...items]), LIST(VARCHAR)]
  if (items.every((item) => typeof item === 'number'))
    return [new DuckDBListValue([...items]), LIST(items.every(Number.isInteger) ? BIGINT : DOUBLE)]
  throw new TypeError('a bound list holds texts or numbers, not both')
}

/** Engine value to cell. */
export function toCell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (typeof value === 'bigint') return wholeNumber(value)
  if (value instanceof DuckDBTimestampValue) return new Date(Number(value.micros / 1000n)).toISOString()
  if (value instanceof DuckDBDateValue) return new Date(value.days * 86_400_000).toISOString().slice(0, 10)
  if (value instanceof DuckDBDecimalValue) return value.toDouble()
  if (value instanceof DuckDBListValue) return value.items.map(toCell)
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([field, item]) => [field, toCell(item)]))
  throw new TypeError(`the store has no cell for ${value.constructor.name}`)
}

function wholeNumber(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond exact numbers`)
  return number
}
