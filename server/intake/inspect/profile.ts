import type { SourceCell } from '../read/index.ts'
import type { ColumnProfile, ColumnType } from './inspection.ts'

const EXAMPLES = 5
const LONGEST_EXAMPLE = 60
const FEW = 40

/** Texts by which systems write that there is no value. */
export const nullTexts: readonly string[] = [
  'NA',
  'N/A',
  '#N/A',
  'NULL',
  'null',
  'None',
  'nan',
  'NaN',
  '\\N',
  '-',
  '--',
  '/',
  '无',
]

const nulls = new Set(nullTexts)

/** A cell as text without the white space around it; '' for none. */
export function textOf(cell: SourceCell): string {
  if (cell === null) return ''
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell).trim()
}

/** The values of a column that are values. */
export function present(cells: readonly SourceCell[]): string[] {
  return cells.map(textOf).filter((text) => text !== '' && !nulls.has(text))
}

/** Profile of a column; `isTime` tells that its values read as times. */
export function profileColumn(name: string, cells: readonly SourceCell[], isTime: boolean): ColumnProfile {
  const texts = present(cells)
  const different = new Set(texts)
  return {
    name,
    type: typeOf(cells, texts, different.size, isTime),
    examples: [...different].slice(0, EXAMPLES).map((text) => shortened(text)),
    empty: cells.length === 0 ? 1 : (cells.length - texts.length) / cells.length,
    distinct: different.size,
  }
}

function typeOf(
  cells: readonly SourceCell[],
  texts: readonly string[],
  distinct: number,
  isTime: boolean,
): ColumnType {
  if (texts.length === 0) return 'empty'
  if (cells.some((cell) => typeof cell === 'object' && cell !== null)) return 'geometry'
  if (isTime) return 'time'
  if (texts.every((text) => /^(true|false|yes|no|y|n|是|否)$/i.test(text))) return 'yes or no'
  if (texts.every((text) => /^\d{8,}$|^0\d+$/.test(text))) return 'code'
  if (texts.every((text) => /^[+-]?\d+$/.test(text))) return 'whole number'
  if (texts.every(isNumber)) return 'number'
  if (distinct === texts.length && texts.every((text) => /^[\w.:/#-]{3,}$/.test(text) && /\d/.test(text)))
    return 'code'
  return distinct <= FEW && distinct * 2 <= texts.length ? 'few values' : 'text'
}

export function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text)
}

function shortened(text: string): string {
  return text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text
}
