import type { CsvDialect } from './csv-dialect.ts'
import { MOST_QUOTED } from './csv-scan.ts'
import type { ColumnPick } from './pick.ts'

const QUOTE = 0x22
const RETURN = 0x0d
const LINE_FEED = 0x0a

/**
 * Finds the values of plain records among the bytes of UTF-8, without making text of them. It knows good records alone:
 * one with too few values, with something behind a closing quote, or without an end is left to whoever reads text.
 */
export class PlainRecords {
  /** of the last record: where the values of the columns asked for begin and end */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** which of them hold quotes that are written twice */
  readonly doubled: Uint8Array
  /** any value that is not empty */
  filled = false
  /** physical lines of the record */
  lines = 1
  /** the value last found, and whether it holds quotes that are written twice */
  private start = 0
  private end = 0
  private twice = 0
  private readonly delimiter: number
  private readonly newline: number
  private readonly place: Int32Array

  constructor(dialect: CsvDialect, pick: ColumnPick) {
    this.delimiter = dialect.delimiter.charCodeAt(0)
    this.newline = dialect.newline.charCodeAt(0)
    this.place = pick.place
    this.starts = new Int32Array(pick.wanted.length)
    this.ends = new Int32Array(pick.wanted.length)
    this.doubled = new Uint8Array(pick.wanted.length)
  }

  /** Where the record ends that starts at a byte, its line end included; -1 where it is not a plain one. */
  scan(bytes: Uint8Array, from: number, final: boolean): number {
    const width = this.place.length
    this.filled = false
    this.lines = 1
    for (let at = from, column = 0; ; at++, column++) {
      at = bytes[at] === QUOTE ? this.quoted(bytes, at) : this.bare(bytes, at)
      if (at < 0 || !this.keep(column)) return -1
      if (at < bytes.length && bytes[at] === this.delimiter) continue
      if (at === bytes.length && !final) return -1
      return this.filled && column + 1 < width ? -1 : Math.min(at + 1, bytes.length)
    }
  }

  /** Takes the value last found; false for one beyond the last column that is not empty. */
  private keep(column: number): boolean {
    const { start, end, place } = this
    if (end > start) this.filled = true
    if (column >= place.length) return end === start
    const to = place[column]!
    if (to >= 0) {
      this.starts[to] = start
      this.ends[to] = end
      this.doubled[to] = this.twice
    }
    return true
  }

  /** A value without quotes; answers where its delimiter or line end is, or the end of the bytes. */
  private bare(bytes: Uint8Array, from: number): number {
    const { delimiter, newline } = this
    const { length } = bytes
    let at = from
    for (; at < length; at++) {
      const byte = bytes[at]
      if (byte === delimiter || byte === newline) break
    }
    const padded = newline === LINE_FEED && bytes[at] !== delimiter && at > from && bytes[at - 1] === RETURN
    this.start = from
    this.end = padded ? at - 1 : at
    this.twice = 0
    return at
  }

  /** The same of one in quotes; -1 where something follows the closing one, or it is not near. */
  private quoted(bytes: Uint8Array, quote: number): number {
    const { delimiter, newline } = this
    const close = this.closing(bytes, quote + 1)
    if (close < 0) return -1
    this.start = quote + 1
    this.end = close
    const next = close + 1
    const padded =
      newline === LINE_FEED &&
      bytes[next] === RETURN &&
      (next + 1 === bytes.length || bytes[next + 1] === LINE_FEED)
    const at = padded ? next + 1 : next
    return at === bytes.length || bytes[at] === delimiter || bytes[at] === newline ? at : -1
  }

  /** Where the quote is that closes a value; -1 where there is none near: a value so long may be a stray quote. */
  private closing(bytes: Uint8Array, from: number): number {
    this.twice = 0
    let lines = 0
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]
      if (byte === this.newline) lines++
      if (byte !== QUOTE) continue
      if (bytes[at + 1] === QUOTE) {
        this.twice = 1
        at++
        continue
      }
      this.lines += lines
      return lines > MOST_QUOTED.lines || at - from > MOST_QUOTED.characters ? -1 : at
    }
    return -1
  }
}
