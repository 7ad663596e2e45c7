import type { PlainRecords, SourceCell } from '../read/index.ts'
import { ByteWords } from './byte-words.ts'
import type { CompiledField, CompiledMapping } from './compile.ts'
import { Fault } from './fault.ts'
import type { Value } from './values.ts'

/** The first cell of a row that cannot be taken. */
export interface CellProblem {
  column: string
  value: string
  reason: string
  remedy: string
}

/** Different texts of a column that are kept with what they were read as: codes and states are few, ids are many. */
const mostKept = 2000

/**
 * Reads rows through a compiled mapping. `values` holds the last row, by the place given by `slot`; it is one object
 * used again for every row, because rows come by the million.
 */
export class RowReader<Name extends string> {
  readonly values: Value[]
  private readonly seen = new Set<string>()
  private readonly slots = new Map<string, number>()
  private readonly doubtful: ReadonlySet<string>
  private readonly targets: readonly number[]
  /** what the texts of a column were read as, while they are few */
  private readonly kept: (Map<string, Value | Fault> | undefined)[]
  /** the same of texts that are bytes */
  private readonly words: (ByteWords<Value | Fault> | undefined)[]
  /** what an empty value of a column is read as */
  private readonly empty: (Value | Fault)[]

  constructor(
    private readonly mapping: CompiledMapping<Name>,
    /** every field of ours in the order of `values` */
    names: readonly Name[],
  ) {
    for (const [slot, name] of names.entries()) this.slots.set(name, slot)
    this.values = new Array<Value>(names.length).fill(null)
    this.doubtful = new Set(mapping.doubtful)
    this.targets = mapping.fields.map((field) => this.slot(field.name))
    // columns that may be missing from the file are looked at cell by cell, to tell whether they ever were there
    this.kept = mapping.fields.map(() => (mapping.doubtful.length > 0 ? undefined : new Map()))
    this.words = mapping.fields.map(() => new ByteWords(mostKept + 1))
    this.empty = mapping.fields.map((field) => this.cell(field, field.at === -1 ? null : ''))
  }

  /** Columns named by the mapping that neither the file's first rows nor any row read so far has. */
  neverSeen(): string[] {
    return this.mapping.doubtful.filter((column) => !this.seen.has(column))
  }

  /** The column a field is read from, or the field's own name. */
  columnOf(name: Name): string {
    return this.mapping.fields.find((field) => field.name === name)?.column ?? name
  }

  /** Place of a field in `values`. */
  slot(name: Name): number {
    const slot = this.slots.get(name)
    if (slot === undefined) throw new RangeError(`no field ${name}`)
    return slot
  }

  /** Fills `values`; undefined when every cell was fit. */
  read(cells: readonly SourceCell[]): CellProblem | undefined {
    const { values, targets, mapping, kept } = this
    const { fields } = mapping
    for (let i = 0; i < fields.length; i++) {
      const { at } = fields[i]!
      const cell = at === -1 ? null : cells[at]!
      const value = typeof cell === 'string' && kept[i] ? this.again(i, cell) : this.cell(fields[i]!, cell)
      if (value instanceof Fault) return problemOf(fields[i]!, cell, value)
      values[targets[i]!] = value
    }
    return undefined
  }

  /** The same of a record that is bytes of UTF-8. */
  readBytes(bytes: Buffer, { starts, ends, doubled }: PlainRecords): CellProblem | undefined {
    const { values, targets, mapping, empty } = this
    const { fields } = mapping
    for (let i = 0; i < fields.length; i++) {
      const { at, bytes: quick } = fields[i]!
      const start = at === -1 ? 0 : starts[at]!
      const end = at === -1 ? 0 : ends[at]!
      let value: Value | Fault | undefined
      if (start === end) value = empty[i]!
      else if (quick && doubled[at] === 0) value = quick(bytes, start, end)
      if (value === undefined) value = this.word(i, bytes, start, end, doubled[at] === 1)
      if (value instanceof Fault)
        return problemOf(fields[i]!, at === -1 ? null : textOf(bytes, start, end, doubled[at] === 1), value)
      values[targets[i]!] = value
    }
    return undefined
  }

  /** What the bytes of a text are read as, remembered while the texts of the column are few. */
  private word(index: number, bytes: Buffer, start: number, end: number, doubled: boolean): Value | Fault {
    const words = this.words[index]
    const known = words?.get(bytes, start, end)
    if (known !== undefined) return known
    const value = this.cell(this.mapping.fields[index]!, textOf(bytes, start, end, doubled))
    if (words && words.add(bytes, start, end, value) > mostKept) this.words[index] = undefined
    return value
  }

  /** What a text that came before was read as; a column with too many different ones is read cell by cell. */
  private again(index: number, text: string): Value | Fault {
    const kept = this.kept[index]!
    const known = kept.get(text)
    if (known !== undefined) return known
    // a copy: a piece of the file's text would keep all of that text
    const copy = [...text].join('')
    const value = this.cell(this.mapping.fields[index]!, copy)
    kept.set(copy, value)
    if (kept.size > mostKept) this.kept[index] = undefined
    return value
  }

  private cell(field: CompiledField, cell: SourceCell): Value | Fault {
    let given = isBlank(cell, field.nulls) ? null : cell
    if (given !== null && this.doubtful.size > 0 && field.column) this.seen.add(field.column)
    if (given !== null && field.values !== undefined) {
      const translated = field.values.get(String(given).trim())
      if (translated !== undefined) given = translated
    }
    if (given === null && field.fallback !== undefined) given = field.fallback
    if (given !== null) return field.read(given)
    return field.required ? new Fault('is missing', 'every row needs it: fill it in at the source') : null
  }
}

function textOf(bytes: Buffer, start: number, end: number, doubled: boolean): string {
  const text = bytes.toString('utf8', start, end)
  return doubled ? text.replaceAll('""', '"') : text
}

function problemOf(field: CompiledField, cell: SourceCell, { reason, remedy }: Fault): CellProblem {
  const value = shown(field.at === -1 ? (field.fallback ?? null) : cell)
  return { column: field.column ?? field.name, value, reason, remedy }
}

function isBlank(cell: SourceCell, nulls: ReadonlySet<string> | undefined): boolean {
  if (cell === null) return true
  if (typeof cell === 'object') return false
  if (
    nulls === undefined &&
    typeof cell === 'string' &&
    cell.charCodeAt(0) > 0x20 &&
    cell.charCodeAt(0) < 0x7f
  )
    return false
  const text = typeof cell === 'string' ? cell.trim() : String(cell)
  return text === '' || (nulls?.has(text) ?? false)
}

function shown(cell: SourceCell): string {
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`
}
