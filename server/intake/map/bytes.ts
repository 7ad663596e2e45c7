import { TextBytes } from '../../store/index.ts'
import { byteInstants } from '../instants.ts'
import type { Field } from './fields.ts'
import type { Value } from './values.ts'

/** Reads a value that is bytes of UTF-8 and not empty; undefined for one that must be read as text, e.g. to say what is wrong. */
export type ByteReader = (bytes: Buffer, start: number, end: number) => Value | undefined

/** The quick way of a field: what it reads is what the reader of its texts would. Undefined where there is none. */
export function byteReader(
  { kind, asIs }: Field,
  forms: string | string[] | undefined,
  timeZone: string,
): ByteReader | undefined {
  if (kind.is === 'instant') return byteInstants(typeof forms === 'string' ? [forms] : forms, timeZone)
  if (kind.is === 'coordinate') return readDecimal
  if (asIs && (kind.is === 'code' || kind.is === 'text')) {
    const text = new TextBytes()
    const [fits, most] = kind.is === 'code' ? [isCode, mostOfCode] : [isText, kind.max]
    return (bytes, start, end) =>
      end - start <= most && fits(bytes, start, end) ? text.of(bytes, start, end) : undefined
  }
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

/** Characters of the longest code; a text has no more of them than bytes. */
const mostOfCode = 200

/** Whether bytes are a code at first sight: printable ASCII, and no number that has lost its digits. */
function isCode(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    // E and e may be those of an exponent
    if (byte <= 0x20 || byte >= 0x7f || byte === 0x45 || byte === 0x65) return false
  }
  return true
}

/** Whether bytes are more than space at first sight: by their first letter, be it Latin or Chinese. */
function isText(bytes: Uint8Array, start: number): boolean {
  const byte = bytes[start]!
  // what is space beyond ASCII begins with C2, E1, E2, E3 or EF
  return (byte > 0x20 && byte < 0x7f) || (byte >= 0xe4 && byte <= 0xe9)
}
