const QUOTE = 0x22
const RETURN = 0x0d
const LINE_FEED = 0x0a

/** A quoted value longer than this, or over more lines, is taken for a stray quote. */
export const MOST_QUOTED = { characters: 4_000_000, lines: 2000 }

/**
 * What a scan met: a whole record; the end of the text so far; a quote that is never closed; text after a
 * closing quote.
 */
export type Scan = 'record' | 'more' | 'open' | 'broken'

/**
 * Scans one record of delimited text (RFC 4180) at a time. Only the columns asked for become strings. A quote
 * counts only at the start of a value.
 */
export class CsvScanner {
  /** after a scan: where the next record starts */
  end = 0
  /** physical lines of the record */
  lines = 1
  /** the line of the record, from 0, where the quote of a failed scan opens */
  openedAt = 0
  /** values in the record */
  count = 0
  /** a value beyond the last known column that is not empty */
  surplus = false
  /** any value that is not empty */
  filled = false
  cells: (string | null)[] = []
  private text = ''
  private final = false

  /** `pick[i]` is the place of column i in `cells`, or -1. */
  constructor(
    private readonly delimiter: number,
    private readonly newline: number,
    private readonly pick: Int32Array,
    private readonly width: number,
  ) {}

  /** The text to scan; `final` when no more will follow. */
  feed(text: string, final: boolean): void {
    this.text = text
    this.final = final
  }

  scan(start: number): Scan {
    this.lines = 1
    this.count = 0
    this.surplus = false
    this.filled = false
    this.cells = new Array<string | null>(this.width).fill(null)
    let at = start
    for (;;) {
      const quoted = this.text.charCodeAt(at) === QUOTE
      const found = quoted ? this.quoted(at) : this.bare(at)
      if (found !== 'record') return found
      at = this.end
      if (at >= this.text.length) return 'record'
      this.end = at + 1
      if (this.text.charCodeAt(at) === this.delimiter) {
        at++
        continue
      }
      return 'record'
    }
  }

  /** A value without quotes; leaves `end` at the delimiter, the line end, or the end of the text. */
  private bare(start: number): Scan {
    const { text, delimiter, newline } = this
    let at = start
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === delimiter || code === newline) break
    }
    if (at === text.length && !this.final) return 'more'
    this.end = at
    const atLineEnd = text.charCodeAt(at) !== delimiter
    const padded = atLineEnd && newline === LINE_FEED && at > start && text.charCodeAt(at - 1) === RETURN
    this.keep(start, padded ? at - 1 : at, false)
    return 'record'
  }

  private quoted(start: number): Scan {
    this.openedAt = this.lines - 1
    let escaped = false
    let close = this.text.indexOf('"', start + 1)
    while (close >= 0 && this.text.charCodeAt(close + 1) === QUOTE) {
      escaped = true
      close = this.text.indexOf('"', close + 2)
    }
    // a carriage return may be the first half of a line end
    const next = close + 1 + (this.text.charCodeAt(close + 1) === RETURN ? 1 : 0)
    const undecided = close < 0 || next >= this.text.length
    if (undecided && !this.final) return this.tooLong(start, this.text.length) ? 'open' : 'more'
    if (close < 0 || this.tooLong(start, close)) return 'open'
    this.lines += this.linesIn(start, close)
    return this.afterQuote(start, close, escaped)
  }

  private afterQuote(start: number, close: number, escaped: boolean): Scan {
    const { text, delimiter, newline } = this
    let at = close + 1
    const follows = text.charCodeAt(at + 1)
    const padded = newline === LINE_FEED && text.charCodeAt(at) === RETURN
    if (padded && (follows === LINE_FEED || at + 1 === text.length)) at++
    const code = text.charCodeAt(at)
    if (at < text.length && code !== delimiter && code !== newline) {
      const lineEnd = text.indexOf(String.fromCharCode(newline), at)
      if (lineEnd < 0 && !this.final) return 'more'
      this.end = lineEnd < 0 ? text.length : lineEnd + 1
      return 'broken'
    }
    this.end = at
    this.keep(start + 1, close, escaped)
    return 'record'
  }

  private keep(start: number, end: number, escaped: boolean): void {
    const column = this.count++
    if (end > start) this.filled = true
    if (column >= this.pick.length) {
      if (end > start) this.surplus = true
      return
    }
    const place = this.pick[column] ?? -1
    if (place < 0) return
    const value = this.text.slice(start, end)
    this.cells[place] = escaped ? value.replaceAll('""', '"') : value
  }

  private tooLong(start: number, end: number): boolean {
    return (
      end - start > MOST_QUOTED.characters ||
      (end - start > MOST_QUOTED.lines && this.linesIn(start, end) > MOST_QUOTED.lines)
    )
  }

  private linesIn(start: number, end: number): number {
    const mark = String.fromCharCode(this.newline)
    let lines = 0
    for (let at = this.text.indexOf(mark, start); at >= 0 && at < end; at = this.text.indexOf(mark, at + 1))
      lines++
    return lines
  }
}
