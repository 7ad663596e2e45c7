import type { Workbook } from './xlsx-book.ts'
import { unescaped } from './xlsx-book.ts'

/** A cell as the sheet writes it. */
export interface RawCell {
  column: number
  /** `s` shared text, `inlineStr`, `str`, `b`, `e` error, `d` ISO date, `n` or empty number */
  type: string
  style: number
  text: string
}

/** A cell's value; an error value of the sheet (`#N/A`) is told apart from text. */
export type CellValue = string | number | boolean | null | { error: string }

export function cellValue(cell: RawCell, book: Workbook): CellValue {
  const { type, text } = cell
  if (type === 'inlineStr' || type === 'str') return unescaped(text)
  if (text === '') return null
  if (type === 's') return book.strings[Number(text)] ?? null
  if (type === 'b') return text === '1' || text === 'true'
  if (type === 'e') return { error: text }
  if (type === 'd') return text
  const number = Number(text)
  if (Number.isNaN(number)) return text
  return book.dates[cell.style] === true ? isoOf(number, book.from1904) : number
}

const DAY = 86_400_000
/** Serial numbers count days from here; day 60 of the 1900 system is a 29 February that never was. */
const ORIGIN = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) }

/** A serial day number as local ISO text: a date, a date with time, or a time alone below 1. */
export function isoOf(serial: number, from1904: boolean): string | number {
  if (serial < 0 || serial >= 2_958_466) return serial
  const shifted = !from1904 && serial > 0 && serial < 60 ? serial + 1 : serial
  const instant = (from1904 ? ORIGIN.from1904 : ORIGIN.from1900) + wholeSeconds(shifted * DAY)
  const iso = new Date(instant).toISOString().replace(/\.000Z$|Z$/, '')
  if (serial < 1) return iso.slice(11)
  return iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso
}

/** Fractions of a day are inexact: what is within 2 ms of a whole second is that second. */
function wholeSeconds(ms: number): number {
  const second = Math.round(ms / 1000) * 1000
  return Math.abs(ms - second) <= 2 ? second : Math.round(ms)
}

/** The column number, from 0, of a reference such as `AB12`. */
export function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 0x40
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}
