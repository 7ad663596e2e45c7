import { byteInstants } from '../instants.ts'
import type { FieldKind } from './fields.ts'
import type { Value } from './values.ts'

/** Reads a value that is bytes of UTF-8 and not empty; undefined for one that must be read as text, e.g. to say what is wrong. */
export type ByteReader = (bytes: Buffer, start: number, end: number) => Value | undefined

/** The quick way of a kind of field: what it reads is what the reader of its texts would. Undefined where there is none. */
export function byteReader(
  kind: FieldKind,
  forms: string | string[] | undefined,
  timeZone: string,
): ByteReader | undefined {
  if (kind.is === 'instant') return byteInstants(typeof forms === 'string' ? [forms] : forms, timeZone)
  if (kind.is === 'coordinate') return readDecimal
  if (kind.is === 'whole') {
    const { max } = kind
    return (bytes, start, end) => {
      const value = readDecimal(bytes, start, end)
      return value !== undefined && Number.isInteger(value) && value >= 0 && value <= max ? value : undefined
    }
  }
  return undefined
}

/** Digits that a double holds exactly, as it does the power of ten they are divided by. */
const mostDigits = 15

/** A plain decimal number, such as -109.022769: its digits as a whole number by a power of ten, which rounds but once. */
function readDecimal(bytes: Uint8Array, start: number, end: number): number | undefined {
  const negative = bytes[start] === 0x2d
  const first = negative ? start + 1 : start
  if (end - first > mostDigits || end === first) return undefined
  let digits = 0
  let point = -1
  for (let at = first; at < end; at++) {
    const digit = bytes[at]! - 0x30
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit
    else if (digit === -2 && point < 0 && at > first) point = at
    else return undefined
  }
  const value = point < 0 ? digits : digits / powers[end - point - 1]!
  return negative ? -value : value
}

const powers = Array.from({ length: mostDigits }, (_, power) => 10 ** power)
