import type { CsvDialect } from './csv-dialect.ts'
import { rawText } from './csv-rows.ts'
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
  /** where it begins and ends */
  private from = 0
  private to = 0
  /** the quoted value last found, and whether it holds quotes that are written twice */
  private start = 0
  private end = 0
  private twice = 0
  private readonly delimiter: number
  private readonly newline: number
  /** the larger of these: most bytes of a value are larger still */
  private readonly highest: number
  private readonly place: Int32Array

  constructor(dialect: CsvDialect, pick: ColumnPick) {
    this.delimiter = dialect.delimiter.charCodeAt(0)
    this.newline = dialect.newline.charCodeAt(0)
    this.highest = Math.max(this.delimiter, this.newline)
    this.place = pick.place
    this.starts = new Int32Array(pick.wanted.length)
    this.ends = new Int32Array(pick.wanted.length)
    this.doubled = new Uint8Array(pick.wanted.length)
  }

  /** Where the record ends that starts at a byte, its line end included; -1 where it is not a plain one. */
  scan(bytes: Uint8Array, from: number, final: boolean): number {
    const { delimiter, place } = this
    const { length } = bytes
    let filled = false
    this.lines = 1
    for (let at = from, column = 0; ; at++, column++) {
      let start = at
      let end: number
      let twice = 0
      if (at < length && bytes[at] === QUOTE) {
        at = this.quoted(bytes, at)
        if (at < 0) return -1
        start = this.start
        end = this.end
        twice = this.twice
      } else {
        at = this.bare(bytes, at)
        end = this.isPadded(bytes, start, at) ? at - 1 : at
      }
      if (column < place.length) this.keep(place[column]!, start, end, twice)
      else if (end > start) return -1
      if (end > start) filled = true
      if (at < length && bytes[at] === delimiter) continue
      if (at >= length && !final) return -1
      this.filled = filled
      this.from = from
      this.to = Math.min(at + 1, length)
      return filled && column + 1 < place.length ? -1 : this.to
    }
  }

  /** The last record, one of these bytes, as it is shown. */
  raw(bytes: Buffer): string {
    return rawText(bytes.toString('utf8', this.from, this.to))
  }

  /** Takes a value of the column that is wanted at `to`, -1 for one that nobody wants. */
  private keep(to: number, start: number, end: number, twice: number): void {
    if (to < 0) return
    this.starts[to] = start
    this.ends[to] = end
    this.doubled[to] = twice
  }

  /** Where the delimiter or line end is that ends a value without quotes, or the end of the bytes. */
  private bare(bytes: Uint8Array, from: number): number {
    const { delimiter, newline, highest } = this
    const { length } = bytes
    let at = from
    for (; at < length; at++) {
      const byte = bytes[at]!
      if (byte <= highest && (byte === delimiter || byte === newline)) break
    }
    return at
  }

  /** Whether a value without quotes that begins and ends at these bytes has a carriage return before its line feed. */
  private isPadded(bytes: Uint8Array, start: number, at: number): boolean {
    return (
      this.newline === LINE_FEED &&
      at > start &&
      bytes[at - 1] === RETURN &&
      (at === bytes.length || bytes[at] === LINE_FEED)
    )
  }

  /** Finds a value in quotes. Answers where its delimiter or line end is, or the end of the bytes; -1 where something follows the closing one, or it is not near. */
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
