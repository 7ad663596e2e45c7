import { distinctNames } from './column-names.ts'
import { CsvScanner } from './csv-scan.ts'

const CANDIDATES = [',', '\t', ';', '|']
const SAMPLED = 100

export interface CsvDialect {
  delimiter: string
  newline: '\n' | '\r'
  /** names of the columns, all different */
  columns: string[]
  /** where the first row starts in the text, and its physical line */
  start: number
  line: number
}

/** Delimiter, line end and header of delimited text from its beginning; `final` when that is all there is. */
export function csvDialect(head: string, final: boolean, declared: string | undefined): CsvDialect {
  const newline = head.includes('\n') ? '\n' : '\r'
  const hint = /^sep=(.)\r?[\n\r]/i.exec(head)
  let start = hint?.[0].length ?? 0
  let line = hint ? 2 : 1
  for (let blank = /^[ \t]*\r?[\n\r]/.exec(head.slice(start, start + 200)); blank; line++) {
    start += blank[0].length
    blank = /^[ \t]*\r?[\n\r]/.exec(head.slice(start, start + 200))
  }
  const delimiter = declared ?? hint?.[1] ?? sniff(head, start, newline, final)
  const header = scanner(delimiter, newline, 16_384)
  header.feed(head, final)
  const scan = header.scan(start)
  const names = scan === 'record' ? header.cells.slice(0, header.count).map((cell) => cell ?? '') : []
  return { delimiter, newline, columns: distinctNames(names), start: header.end, line: line + header.lines }
}

function scanner(delimiter: string, newline: string, width: number): CsvScanner {
  const pick = Int32Array.from({ length: width }, (_, column) => column)
  return new CsvScanner(delimiter.charCodeAt(0), newline.charCodeAt(0), pick, width)
}

/** The delimiter that cuts the most records into as many values as the header, then into the most values. */
function sniff(head: string, start: number, newline: string, final: boolean): string {
  let best = { delimiter: ',', share: 0, width: 1 }
  for (const delimiter of CANDIDATES) {
    const { share, width } = regularity(head, start, delimiter, newline, final)
    if (width < 2) continue
    const clearer = share > best.share + 0.1 || (share > best.share - 0.1 && width > best.width)
    if (clearer) best = { delimiter, share, width }
  }
  return best.delimiter
}

function regularity(head: string, start: number, delimiter: string, newline: string, final: boolean) {
  const cut = scanner(delimiter, newline, 0)
  cut.feed(head, final)
  let width = 0
  let records = 0
  let regular = 0
  for (let at = start; at < head.length && records < SAMPLED; at = cut.end) {
    const scan = cut.scan(at)
    if (scan === 'more' || scan === 'open') break
    records++
    if (records === 1) width = cut.count
    if (scan === 'record' && cut.count === width) regular++
  }
  return { share: records === 0 ? 0 : regular / records, width }
}
