import { type Sql, sql } from '../store/index.ts'
import { storedResolution } from './cell.ts'

/**
 * The number of a cell within its resolution: base cell and child digits, without the parts of an H3 index that are the
 * same for all cells of a resolution. At most 40 bits up to resolution 11, so that it is a plain number everywhere.
 */
export type CellNumber = number

/** Bits of a base cell and of each child digit; digits of an index. */
const base = 7
const digit = 3
const digits = 15

/** The number, at a resolution up to the stored one, of the cell that ticket `t` lies in; null where it has no point. */
export function cellNumber(resolution: number): Sql {
  if (!Number.isInteger(resolution) || resolution < 0 || resolution > storedResolution)
    throw new RangeError(`no parents of stored cells at resolution ${resolution}`)
  const shift = digit * (storedResolution - resolution)
  return sql`(t.cell_number >> CAST(${shift} AS UBIGINT))`
}

/** The number, as a ticket's `cell_number`, of an H3 index at the stored resolution, an expression. */
export function numberOfCell(index: Sql): Sql {
  const [shift, bits] = [digit * (digits - storedResolution), base + digit * storedResolution]
  return sql`((CAST(${index} AS UBIGINT) >> CAST(${shift} AS UBIGINT)) & CAST(${2 ** bits - 1} AS UBIGINT))`
}

/** The number of an H3 index (hexadecimal, as h3-js writes it) at its own resolution. */
export function numberOfIndex(index: string): CellNumber {
  const bits = BigInt(`0x${index}`)
  const resolution = Number((bits >> 52n) & 15n)
  const mask = (1n << BigInt(base + digit * resolution)) - 1n
  return Number((bits >> BigInt(digit * (digits - resolution))) & mask)
}

/** The H3 index of a number at a resolution. */
export function indexOfNumber(number: CellNumber, resolution: number): string {
  const unused = BigInt(digit * (digits - resolution))
  const mode = 1n << 59n
  const bits = mode | (BigInt(resolution) << 52n) | (BigInt(number) << unused) | ((1n << unused) - 1n)
  return bits.toString(16)
}
