import type { CsvDialect } from './csv-dialect.ts'
import { CsvScanner, MOST_QUOTED } from './csv-scan.ts'
import { BROKEN } from './decode.ts'
import type { ColumnPick } from './pick.ts'
import { clip, RAW_LIMIT, type RowProblem, type SourceRow } from './source.ts'

/** One record of delimited text. It keeps the piece of text it was cut from until it is dropped. */
export class CsvRow implements SourceRow {
  declare problem?: RowProblem
  constructor(
    readonly row: number,
    readonly cells: readonly (string | null)[],
    private readonly text: string,
    private readonly start: number,
    private readonly end: number,
  ) {}

  raw(): string {
    const { text, start, end } = this
    return rawText(text.slice(start, end))
  }
}

/** A record as it is shown. */
export function rawText(record: string): string {
  if (record.length > RAW_LIMIT + 2) return clip(record)
  return record.replace(/[\r\n]+$/, '').replaceAll(BROKEN, '\ufffd')
}

/**
 * Cuts text that arrives in pieces into rows. A record that fails (a quote never closed, text after a closing
 * quote, a wrong number of values over several lines) costs the lines up to the next one that is a full record by
 * itself, so that a stray quote does not swallow good rows. Rows without any value are passed over.
 */
export class CsvRows {
  /** physical line of the next record */
  line: number
  private text = ''
  private at = 0
  private final = false
  /** the first place from `at` on that is no text: a broken character or a NUL; -1 when there is none */
  private suspect = -1
  private skip: number
  private readonly scanner: CsvScanner
  private readonly probe: CsvScanner
  private readonly width: number
  private readonly newline: string
  private readonly none: readonly null[]

  constructor(
    dialect: CsvDialect,
    private readonly pick: ColumnPick,
  ) {
    const [delimiter, newline] = [dialect.delimiter.charCodeAt(0), dialect.newline.charCodeAt(0)]
    this.line = dialect.line
    this.skip = dialect.start
    this.newline = dialect.newline
    this.width = dialect.columns.length
    this.none = pick.wanted.map(() => null)
    this.scanner = new CsvScanner(delimiter, newline, pick.place, pick.wanted.length)
    this.probe = new CsvScanner(delimiter, newline, new Int32Array(this.width).fill(-1), 0)
  }

  /** characters not yet cut into rows */
  get pending(): number {
    return this.text.length - this.at
  }

  feed(text: string): void {
    this.text = this.pending === 0 ? text : this.text.slice(this.at) + text
    this.at = Math.min(this.skip, this.text.length)
    this.skip -= this.at
    this.ready()
  }

  /** No more text will come. */
  finish(): void {
    this.final = true
    this.ready()
  }

  /** The next row, or undefined when more text is needed or none is left. */
  next(): CsvRow | undefined {
    const { scanner } = this
    while (this.at < this.text.length) {
      const scan = scanner.scan(this.at)
      if (scan === 'more') return undefined
      if (scan === 'open') return this.failed(this.farthest(), this.quoteProblem(this.unclosed()))
      if (scan === 'broken')
        return this.failed(scanner.end, this.quoteProblem('has text after its closing quote'))
      if (!scanner.filled) {
        this.advance(scanner.end, scanner.lines)
        continue
      }
      if (scanner.count < this.width || scanner.surplus) return this.failed(scanner.end, this.miscounted())
      return this.accept()
    }
    return undefined
  }

  private ready(): void {
    this.scanner.feed(this.text, this.final)
    this.probe.feed(this.text, this.final)
    this.findSuspect()
  }

  private findSuspect(): void {
    const broken = this.text.indexOf(BROKEN, this.at)
    const nul = this.text.indexOf('\0', this.at)
    this.suspect = broken < 0 || nul < 0 ? Math.max(broken, nul) : Math.min(broken, nul)
  }

  private advance(end: number, lines: number): void {
    this.at = end
    this.line += lines
    if (this.suspect >= 0 && this.suspect < end) this.findSuspect()
  }

  private accept(): CsvRow {
    const { cells, end, lines } = this.scanner
    for (const [to, from] of this.pick.again) cells[to] = cells[from] ?? null
    const doubtful = this.suspect >= 0 && this.suspect < end
    const problem = doubtful ? this.undecodable(cells) : undefined
    const row = new CsvRow(this.line, problem ? this.none : cells, this.text, this.at, end)
    if (problem) row.problem = problem
    this.advance(end, lines)
    return row
  }

  /** Gives up the record up to where reading can go on, `end` at the latest. */
  private failed(end: number, problem: RowProblem): CsvRow | undefined {
    const next = this.resume(end)
    if (!next) return undefined
    const row = new CsvRow(this.line, this.none, this.text, this.at, next.at)
    row.problem = problem
    this.advance(next.at, next.lines)
    return row
  }

  /** The first line after the present one, before `end`, that is a full record; else `end`. */
  private resume(end: number): { at: number; lines: number } | undefined {
    let at = this.lineEnd(this.at)
    let lines = 1
    for (; at < end; lines++) {
      const scan = this.width > 1 ? this.probe.scan(at) : 'broken'
      if (scan === 'more') return undefined
      if (scan === 'record' && this.probe.count === this.width) break
      at = this.lineEnd(at)
    }
    return at === this.text.length && !this.final ? undefined : { at, lines }
  }

  private lineEnd(from: number): number {
    const found = this.text.indexOf(this.newline, from)
    return found < 0 ? this.text.length : found + 1
  }

  /** How far a quote that is never closed may reach. */
  private farthest(): number {
    let end = this.at
    for (let lines = 0; lines <= MOST_QUOTED.lines && end < this.text.length; lines++) end = this.lineEnd(end)
    return end
  }

  private unclosed(): string {
    if (this.final && this.farthest() === this.text.length) return 'is never closed'
    const [lines, characters] = [MOST_QUOTED.lines, MOST_QUOTED.characters].map((n) => n.toLocaleString('en'))
    return `is not closed within ${lines} lines and ${characters} characters`
  }

  private undecodable(cells: readonly (string | null)[]): RowProblem | undefined {
    const index = cells.findIndex((cell) => cell !== null && (cell.includes(BROKEN) || cell.includes('\0')))
    const column = this.pick.wanted[index]
    if (column === undefined) return undefined
    const value = clip(cells[index]?.replaceAll(BROKEN, '\ufffd') ?? '', 200)
    const reason = 'the value has bytes that are no character of the file’s encoding'
    return { column, value, reason, remedy: 'correct the value, or export the file again' }
  }

  private quoteProblem(what: string): RowProblem {
    const line = this.line + this.scanner.openedAt
    return {
      reason: `the quoted value that opens on line ${line} ${what}`,
      remedy: 'close the quote, and write "" for a quote inside a quoted value',
    }
  }

  private miscounted(): RowProblem {
    const { count } = this.scanner
    const short = count < this.width
    return {
      reason: `the row has ${count} values where the header has ${this.width}`,
      remedy: short ? 'add the missing values' : 'put values that contain the delimiter in double quotes',
    }
  }
}
