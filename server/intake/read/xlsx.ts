import type { ByteFile } from './bytes.ts'
import { distinctNames } from './column-names.ts'
import { codeTurnedNumber, isBeyondDigits, isCodeTurnedNumber } from './excel-codes.ts'
import {
  clip,
  type RowProblem,
  type RowSource,
  type SourceCell,
  SourceError,
  type SourceRow,
} from './source.ts'
import { readWorkbook, type Workbook } from './xlsx-book.ts'
import type { CellValue } from './xlsx-cell.ts'
import { type SheetRow, sheetRows } from './xlsx-sheet.ts'
import { openZip, withZip } from './zip.ts'

const SAMPLED = 20

/** A worksheet opened: where it is and what its header says. */
interface Sheet {
  path: string
  part: string
  name: string
  book: Workbook
  header: { row: number; columns: string[] }
}

/** Opens one worksheet, the first by default. Its header is the first row that is about as full as the others. */
export async function openXlsx(file: ByteFile, wanted: string | undefined): Promise<RowSource> {
  const { path, bytes } = file
  const sheet = await withZip(path, async (zip): Promise<Sheet> => {
    const book = await readWorkbook(zip, path)
    const found = wanted === undefined ? book.sheets[0] : book.sheets.find(({ name }) => name === wanted)
    if (!found) {
      const names = book.sheets.map(({ name }) => `"${name}"`).join(', ')
      throw new SourceError(`there is no sheet "${wanted ?? ''}"`, path, `set "sheet" to one of ${names}`)
    }
    const place = `${path}, sheet "${found.name}"`
    const first = await firstRows(sheetRows(zip.text(found.part), book, place))
    return { path, ...found, book, header: headerOf(first, place) }
  })
  return {
    format: 'xlsx',
    columns: sheet.header.columns,
    bytes,
    rows: (columns) => readRows(sheet, columns, bytes),
  }
}

async function firstRows(batches: AsyncIterable<SheetRow[]>): Promise<SheetRow[]> {
  const first: SheetRow[] = []
  for await (const batch of batches) {
    first.push(...batch.slice(0, SAMPLED))
    if (first.length >= SAMPLED) break
  }
  return first
}

/** Reports often begin with a title in a single cell: the header is the first row more than half as full as the fullest. */
function headerOf(first: readonly SheetRow[], place: string): Sheet['header'] {
  const fill = ({ values }: SheetRow) => values.filter((value) => value !== undefined).length
  const fullest = Math.max(0, ...first.map(fill))
  const index = first.findIndex((row) => fill(row) * 2 > fullest)
  const header = first[index]
  if (!header) throw new SourceError('the sheet is empty', place, 'name another sheet with "sheet"')
  if (index === first.length - 1) {
    throw new SourceError(
      'there is a header and no row',
      `${place}, row ${header.row}`,
      'export the file again',
    )
  }
  const names = Array.from(header.values, (value) => (value === undefined ? '' : textOf(value)))
  return { row: header.row, columns: distinctNames(names) }
}

async function* readRows(
  sheet: Sheet,
  wanted: readonly string[],
  bytes: RowSource['bytes'],
): AsyncGenerator<SourceRow[]> {
  const { path, part, name, book, header } = sheet
  const places = wanted.map((column) => header.columns.indexOf(column))
  const { zip, close } = await openZip(path)
  bytes.read = 0
  try {
    for await (const batch of sheetRows(zip.text(part), book, `${path}, sheet "${name}"`)) {
      const rows = batch.filter(({ row }) => row > header.row)
      if (rows.length > 0) yield rows.map((row) => new XlsxRow(row, wanted, places))
    }
    bytes.read = bytes.total
  } finally {
    close()
  }
}

class XlsxRow implements SourceRow {
  readonly row: number
  readonly cells: readonly SourceCell[]
  declare problem?: RowProblem
  private readonly values: readonly CellValue[]

  constructor({ row, values }: SheetRow, wanted: readonly string[], places: readonly number[]) {
    this.row = row
    this.values = values
    const problem = findProblem(values, wanted, places)
    if (problem) this.problem = problem
    this.cells = places.map((place) => (problem ? null : plain(values[place])))
  }

  raw(): string {
    return clip(Array.from(this.values, (value) => (value === undefined ? '' : textOf(value))).join('\t'))
  }
}

function findProblem(
  values: readonly CellValue[],
  wanted: readonly string[],
  places: readonly number[],
): RowProblem | undefined {
  for (const [index, place] of places.entries()) {
    const value = values[place]
    const column = wanted[index] ?? ''
    if (typeof value === 'object' && value !== null) {
      const remedy = 'correct the formula, or replace it by its value'
      return { column, value: value.error, reason: 'the cell holds an error of the spreadsheet', remedy }
    }
    const lost = typeof value === 'number' ? isBeyondDigits(value) : isCodeText(value)
    if (lost) return { column, value: String(value), ...codeTurnedNumber }
  }
  return undefined
}

function isCodeText(value: CellValue | undefined): boolean {
  return typeof value === 'string' && isCodeTurnedNumber(value)
}

function plain(value: CellValue | undefined): SourceCell {
  return value === undefined || typeof value === 'object' ? null : value
}

function textOf(value: CellValue): string {
  if (value === null) return ''
  return typeof value === 'object' ? value.error : String(value)
}
