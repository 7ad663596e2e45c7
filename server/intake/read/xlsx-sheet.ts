import { SourceError } from './source.ts'
import type { Workbook } from './xlsx-book.ts'
import { type CellValue, cellValue, columnOf, type RawCell } from './xlsx-cell.ts'
import { xmlReader } from './xml.ts'

const MOST_COLUMNS = 16_384

/** A row of a sheet with its number and its values by column; columns without a value are holes. */
export interface SheetRow {
  row: number
  values: CellValue[]
}

/** The rows of a worksheet's XML that hold any value, one batch per piece of text. */
export async function* sheetRows(
  pieces: AsyncIterable<string>,
  book: Workbook,
  place: string,
): AsyncGenerator<SheetRow[]> {
  const collector = new RowCollector(book)
  const reader = xmlReader(collector)
  const step = (act: () => void) => {
    try {
      act()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      const where = `${place}, after row ${collector.row}`
      throw new SourceError(`the sheet is damaged: ${why}`, where, 'save the file again', { cause: error })
    }
  }
  for await (const piece of pieces) {
    step(() => reader.write(piece))
    const rows = collector.take()
    if (rows.length > 0) yield rows
  }
  step(() => reader.end())
  const rows = collector.take()
  if (rows.length > 0) yield rows
}

class RowCollector {
  /** number of the latest row */
  row = 0
  private rows: SheetRow[] = []
  private values: CellValue[] = []
  private filled = false
  private cell: RawCell | undefined
  private column = -1
  private reading = false

  constructor(private readonly book: Workbook) {}

  take(): SheetRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'v' || name === 't') this.reading = this.cell !== undefined
    else if (name === 'rPh') this.reading = false
    else if (name === 'c') this.openCell(attributes)
    else if (name === 'row') this.openRow(attributes)
  }

  text(piece: string): void {
    if (this.reading && this.cell) this.cell.text += piece
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false
    else if (name === 'c') this.closeCell()
    else if (name === 'row' && this.filled) this.rows.push({ row: this.row, values: this.values })
  }

  private openRow({ r }: Readonly<Record<string, string>>): void {
    const number = Number(r)
    this.row = Number.isInteger(number) && number > 0 ? number : this.row + 1
    this.values = []
    this.filled = false
    this.column = -1
  }

  private openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.column = r ? columnOf(r) : this.column + 1
    this.cell = { column: this.column, type: t ?? 'n', style: Number(s ?? 0), text: '' }
  }

  private closeCell(): void {
    const { cell } = this
    this.cell = undefined
    if (!cell || cell.column < 0 || cell.column >= MOST_COLUMNS) return
    const value = cellValue(cell, this.book)
    if (value === null || value === '') return
    this.values[cell.column] = value
    this.filled = true
  }
}
