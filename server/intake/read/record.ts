import { BROKEN } from './decode.ts'
import { codeTurnedNumber, isBeyondDigits } from './excel-codes.ts'
import { geometryOf } from './geometry.ts'
import { isRecord, own } from './object.ts'
import { clip, type RowProblem, type SourceCell, type SourceRow } from './source.ts'

const SAMPLED = 200
const DEEPEST = 6

/** Reads one column from a parsed record. */
export type Getter = (record: object) => unknown

/** A getter for a dotted path; a key that contains the dots itself comes first. */
export function pathGetter(path: string): Getter {
  const steps = path.split('.')
  return (record) => {
    const whole = own(record, path)
    if (whole !== undefined || steps.length === 1) return whole
    let value: unknown = record
    for (const step of steps) {
      if (typeof value !== 'object' || value === null) return undefined
      value = own(value, step)
    }
    return value
  }
}

/** One record of a json, ndjson, geojson or parquet file. */
export class RecordRow implements SourceRow {
  declare problem?: RowProblem
  constructor(
    readonly row: number,
    readonly cells: readonly SourceCell[],
    private readonly record: unknown,
  ) {}

  raw(): string {
    try {
      const text = JSON.stringify(this.record, (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      )
      return clip((text ?? '').replaceAll(BROKEN, '\ufffd'))
    } catch {
      return ''
    }
  }
}

/** Makes rows of parsed values with the columns that the getters read. */
export function rowMaker(wanted: readonly string[], getters: readonly Getter[]) {
  const none = wanted.map(() => null)
  return (row: number, record: unknown): RecordRow => {
    if (!isRecord(record)) {
      return withProblem(new RecordRow(row, none, record), {
        value: clip(String(JSON.stringify(record)), 200),
        reason: 'the record is not an object with named values',
        remedy: 'write each record as {"column": value, ...}',
      })
    }
    const cells = getters.map((get) => cellOf(get(record)))
    const broken = cells.findIndex((cell) => typeof cell === 'string' && cell.includes(BROKEN))
    const lost = cells.findIndex((cell) => typeof cell === 'number' && isBeyondDigits(cell))
    if (broken < 0 && lost < 0) return new RecordRow(row, cells, record)
    if (lost >= 0) {
      return withProblem(new RecordRow(row, none, record), {
        column: wanted[lost] ?? '',
        value: String(cells[lost]),
        ...codeTurnedNumber,
      })
    }
    return withProblem(new RecordRow(row, none, record), {
      column: wanted[broken] ?? '',
      value: clip(String(cells[broken]).replaceAll(BROKEN, '\ufffd'), 200),
      reason: 'the value has bytes that are no character of the file’s encoding',
      remedy: 'correct the value, or export the file again',
    })
  }
}

export function withProblem(row: RecordRow, problem: RowProblem): RecordRow {
  row.problem = problem
  return row
}

/** Geometries stay objects, other lists and objects become JSON text, dates ISO text. */
export function cellOf(value: unknown): SourceCell {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean' || typeof value === 'bigint') return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  const geometry = geometryOf(value)
  if (geometry) return geometry
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? null
}

/** Dotted paths of the scalar values in the first records, in the order they are met. */
export function pathsIn(records: readonly object[]): string[] {
  const paths = new Set<string>()
  for (const record of records.slice(0, SAMPLED)) collect(record, '', paths, 1)
  return [...paths]
}

function collect(record: object, prefix: string, paths: Set<string>, depth: number): void {
  for (const [key, value] of Object.entries(record)) {
    const path = prefix + key
    const nested = isRecord(value) && !(value instanceof Date) && depth < DEEPEST && !geometryOf(value)
    if (nested) collect(value, `${path}.`, paths, depth + 1)
    else paths.add(path)
  }
}
