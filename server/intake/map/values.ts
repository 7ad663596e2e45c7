import type { SourceCell, SourceFormat } from '../read/index.ts'
import { Fault } from './fault.ts'
import type { FieldKind } from './fields.ts'

/** A cell brought to our terms. Instants are milliseconds since 1970 in UTC, days `YYYY-MM-DD`. */
export type Value = string | number | boolean | object | null

/** Reads a cell that is not blank. Coordinates that are no numbers are NaN, to be flagged rather than refused. */
export type CellReader = (cell: Exclude<SourceCell, null>) => Value | Fault

/** The reader of a kind of field; instants and days have readers of their own, which know formats and zones. */
export function cellReader(
  kind: Exclude<FieldKind, { is: 'instant' } | { is: 'day' }>,
  format: SourceFormat,
): CellReader {
  switch (kind.is) {
    case 'code':
      // a spreadsheet keeps 15 digits of a number, JSON and parquet whole numbers up to 2^53
      return (cell) => readCode(cell, format === 'xlsx' ? 1e15 : 2 ** 53)
    case 'text':
      return (cell) => readText(cell, kind.max)
    case 'choice':
      return choiceReader(kind.of)
    case 'whole':
      return (cell) => readWhole(cell, kind.max)
    case 'coordinate':
      return (cell) => (typeof cell === 'object' ? Number.NaN : numberOf(cell))
    case 'truth':
      return readTruth
    case 'geometry':
      return readGeometry
  }
}

const turnedIntoNumber = /^[+-]?\d(\.\d+)?E\+\d{1,3}$|^[+-]?\d\.\d+E\d{1,3}$/i
const asText =
  'a spreadsheet or program turned the code into a number and its last digits are lost: format the column as text at the source and export again'

function readCode(cell: Exclude<SourceCell, null>, exactBelow: number): string | Fault {
  if (typeof cell === 'object')
    return new Fault('is a structure, not a code', 'name a column with plain text')
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell) || (Math.abs(cell) >= exactBelow && Number.isInteger(cell)))
      return new Fault('is a long code stored as a number', asText)
    const text = String(cell)
    return text.includes('e') ? new Fault('is a long code stored as a number', asText) : text
  }
  if (typeof cell === 'string' && isPlain(cell)) return cell
  const text = typeof cell === 'string' ? cell.trim() : String(cell)
  if (text.length > 200)
    return new Fault('is longer than 200 characters', 'name the column that holds the code')
  if (turnedIntoNumber.test(text)) return new Fault('is a long code turned into a number', asText)
  if (/\p{Cc}/u.test(text))
    return new Fault('holds control characters', 'remove line breaks, tabs and other control characters')
  return text
}

/** Whether a text is a code at first sight: short, of printable ASCII, and no number that has lost its digits. */
function isPlain(text: string): boolean {
  const { length } = text
  if (length > 200) return false
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    // E and e may be those of an exponent
    if (code <= 0x20 || code >= 0x7f || code === 0x45 || code === 0x65) return false
  }
  return true
}

function readText(cell: Exclude<SourceCell, null>, max: number): string | Fault {
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  return text.length > max
    ? new Fault(`is longer than ${max} characters`, 'shorten it, or leave the field out of the mapping')
    : text
}

function choiceReader(of: readonly string[]): CellReader {
  const known = new Set(of)
  const remedy = `translate it with "values" in the mapping to one of: ${of.join(', ')}`
  return (cell) => {
    const text = typeof cell === 'string' ? cell.trim() : String(cell)
    return known.has(text) ? text : new Fault('is not a known value', remedy)
  }
}

function readWhole(cell: Exclude<SourceCell, null>, max: number): number | Fault {
  const value = typeof cell === 'object' ? Number.NaN : numberOf(cell)
  return Number.isInteger(value) && value >= 0 && value <= max
    ? value
    : new Fault(
        `is not a whole number from 0 to ${max}`,
        'correct it, or name it under "null" in the mapping',
      )
}

const truths = new Map<string, boolean>([
  ...['true', 't', 'yes', 'y', '1', '是', '有'].map((word) => [word, true] as const),
  ...['false', 'f', 'no', 'n', '0', '否', '无'].map((word) => [word, false] as const),
])

function readTruth(cell: Exclude<SourceCell, null>): boolean | Fault {
  if (typeof cell === 'boolean') return cell
  const value = typeof cell === 'object' ? undefined : truths.get(String(cell).trim().toLowerCase())
  return value ?? new Fault('is neither yes nor no', 'translate it with "values" to true or false')
}

function readGeometry(cell: Exclude<SourceCell, null>): object | Fault {
  if (typeof cell === 'object') return cell
  try {
    const parsed: unknown = JSON.parse(String(cell))
    if (typeof parsed === 'object' && parsed !== null) return parsed
  } catch {
    // told below
  }
  return new Fault('is not a geometry', 'write a GeoJSON Polygon or MultiPolygon')
}

/** The number a cell holds, NaN where it is none: only decimal notation counts. */
function numberOf(cell: string | number | boolean | bigint): number {
  if (typeof cell === 'number') return cell
  if (typeof cell === 'bigint') return Number(cell)
  if (typeof cell === 'boolean' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(cell))
    return Number.NaN
  return Number(cell)
}
