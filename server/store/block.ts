/** An enum of the schema: its name, and the values it may have. */
export interface Choice {
  choice: string
  of: readonly string[]
}

/** Kinds of the columns of a staging table. Days are `YYYY-MM-DD`, instants milliseconds since 1970 in UTC. */
export type ColumnKind = 'text' | 'integer' | 'bigint' | 'double' | 'boolean' | 'day' | 'instant' | Choice

/** A text that is bytes of UTF-8 still: to make one of them and bytes of it again costs more than the rest of its cell. */
export class TextBytes {
  bytes: Buffer = Buffer.alloc(0)
  start = 0
  end = 0

  /** Another text; the object is used for many. */
  of(bytes: Buffer, start: number, end: number): this {
    this.bytes = bytes
    this.start = start
    this.end = end
    return this
  }
}

export type StagedCell = string | number | bigint | boolean | TextBytes | null | undefined

/** Rows a block holds at the most: as many as a chunk of the engine. */
export const blockRows = 2048

/**
 * Some rows of a staging table, as a {@link BlockLayout} says; nothing but few buffers, so that one thread can hand it to
 * another, and use it again when it is spent.
 */
export interface Block {
  rows: number
  /** of all columns: a byte each, set where a row is null; then their cells and which rows have one */
  fixed: ArrayBuffer
  /** of each column of texts their UTF-8 one after another */
  texts: ArrayBuffer[]
}

/** Where a column is within a block. */
export interface BlockColumn {
  /** its place among the columns */
  at: number
  /** where its cells begin, as the engine lays them out; of texts where each ends among the bytes */
  cells: number
  /** bytes of a cell */
  width: number
  /** where the bits begin that tell which rows have a value; they count where some row has none */
  valid: number
  /** its place among the columns of texts; -1 for another */
  text: number
}

const validBytes = blockRows / 8

/** Where the columns of blocks are. */
export class BlockLayout {
  readonly columns: readonly BlockColumn[]
  /** of `fixed` */
  readonly bytes: number
  readonly texts: number

  constructor(kinds: readonly ColumnKind[]) {
    let bytes = Math.ceil(kinds.length / 8) * 8
    let texts = 0
    this.columns = kinds.map((kind, at) => {
      const width = typeof kind === 'object' ? 1 : widths[kind]
      const cells = bytes
      const valid = cells + width * blockRows
      bytes = valid + validBytes
      return { at, cells, width, valid, text: kind === 'text' ? texts++ : -1 }
    })
    this.bytes = bytes
    this.texts = texts
  }
}

const widths = { text: 4, integer: 4, bigint: 8, double: 8, boolean: 1, day: 4, instant: 8 } as const

/** Fills blocks row by row. */
export class BlockBuilder {
  private readonly layout: BlockLayout
  private readonly columns: readonly Cells[]
  private readonly spent: Block[] = []
  private fixed: ArrayBuffer | undefined
  private rows = 0

  constructor(kinds: readonly ColumnKind[]) {
    this.layout = new BlockLayout(kinds)
    this.columns = kinds.map((kind, at) => cellsOf(kind, this.layout.columns[at]!))
  }

  /**
   * Takes the row's cells, those at `places` where these are named; the array itself may be used again. Answers the block
   * where it is full now.
   */
  append(row: readonly StagedCell[], places?: readonly number[]): Block | undefined {
    if (!this.fixed) this.begin()
    const { columns, rows } = this
    for (let i = 0; i < columns.length; i++) {
      const cell = row[places ? places[i]! : i]
      if (cell === null || cell === undefined) columns[i]!.none(rows)
      else columns[i]!.set(rows, cell)
    }
    return ++this.rows === blockRows ? this.take() : undefined
  }

  /** The rows since the last block; undefined where there are none. */
  take(): Block | undefined {
    const { rows, fixed } = this
    if (rows === 0 || !fixed) return undefined
    this.rows = 0
    this.fixed = undefined
    return { rows, fixed, texts: this.columns.flatMap((column) => column.end(rows) ?? []) }
  }

  /** Takes back a block of this layout that nobody needs any more. */
  reuse(block: Block): void {
    this.spent.push(block)
  }

  private begin(): void {
    const spent = this.spent.pop()
    this.fixed = spent?.fixed ?? new ArrayBuffer(this.layout.bytes)
    new Uint8Array(this.fixed, 0, this.columns.length).fill(0)
    for (let i = 0; i < this.columns.length; i++)
      this.columns[i]!.begin(this.fixed, spent?.texts[this.layout.columns[i]!.text])
  }
}

/** The buffers of blocks, to be handed over to another thread. */
export function buffersOf(blocks: readonly Block[]): ArrayBuffer[] {
  return blocks.flatMap(({ fixed, texts }) => [fixed, ...texts])
}

/** Writes the cells of one column. */
abstract class Cells {
  private nulls = new Uint8Array(0)
  private bits = new Uint8Array(0)

  constructor(protected readonly column: BlockColumn) {}

  abstract set(row: number, cell: NonNullable<StagedCell>): void

  /** A row without a value. */
  none(row: number): void {
    if (this.nulls[0] === 0) {
      this.nulls[0] = 1
      this.bits.fill(0xff)
    }
    this.bits[row >> 3]! &= ~(1 << (row & 7))
  }

  /** Writes to another block; `text` are bytes of a spent one. */
  begin(fixed: ArrayBuffer, _text?: ArrayBuffer): void {
    this.nulls = new Uint8Array(fixed, this.column.at, 1)
    this.bits = new Uint8Array(fixed, this.column.valid, validBytes)
  }

  /** Ends a block; the bytes of its texts. */
  end(_rows: number): ArrayBuffer | undefined {
    return undefined
  }
}

function cellsOf(kind: ColumnKind, column: BlockColumn): Cells {
  if (typeof kind === 'object') return new Choices(column, kind)
  switch (kind) {
    case 'text':
      return new Texts(column)
    case 'integer':
      return new Integers(column)
    case 'double':
      return new Doubles(column)
    case 'boolean':
      return new Truths(column)
    case 'day':
      return new Days(column)
    case 'bigint':
      return new BigIntegers(column)
    case 'instant':
      return new Instants(column)
  }
}

// A class for each, since one for all would be slow: what is written by the million must be of one kind where it is written.

class Integers extends Cells {
  protected cells = new Int32Array(0)

  override begin(fixed: ArrayBuffer): void {
    super.begin(fixed)
    this.cells = new Int32Array(fixed, this.column.cells, blockRows)
  }

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = typeof cell === 'number' ? cell : Number(cell)
  }
}

class Days extends Integers {
  override set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = Math.round(Date.parse(`${cell}T00:00:00Z`) / 86_400_000)
  }
}

class Doubles extends Cells {
  private cells = new Float64Array(0)

  override begin(fixed: ArrayBuffer): void {
    super.begin(fixed)
    this.cells = new Float64Array(fixed, this.column.cells, blockRows)
  }

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = typeof cell === 'number' ? cell : Number(cell)
  }
}

class BigIntegers extends Cells {
  protected cells = new BigInt64Array(0)

  override begin(fixed: ArrayBuffer): void {
    super.begin(fixed)
    this.cells = new BigInt64Array(fixed, this.column.cells, blockRows)
  }

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = typeof cell === 'bigint' ? cell : BigInt(Number(cell))
  }
}

class Instants extends BigIntegers {
  override set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = BigInt(Math.round(Number(cell))) * 1000n
  }
}

class Truths extends Cells {
  private cells = new Uint8Array(0)

  override begin(fixed: ArrayBuffer): void {
    super.begin(fixed)
    this.cells = new Uint8Array(fixed, this.column.cells, blockRows)
  }

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = Number(cell)
  }
}

/** The engine keeps a choice of few values as its place among them. */
class Choices extends Cells {
  private cells = new Uint8Array(0)
  private readonly places: ReadonlyMap<NonNullable<StagedCell>, number>
  /** the cell written last: mostly the next one is the same */
  private last: { cell: StagedCell; place: number } = { cell: undefined, place: 0 }

  constructor(
    column: BlockColumn,
    private readonly choice: Choice,
  ) {
    super(column)
    if (choice.of.length > 256) throw new RangeError(`${choice.choice} has more values than a byte tells`)
    this.places = new Map(choice.of.map((value, place) => [value, place]))
  }

  override begin(fixed: ArrayBuffer): void {
    super.begin(fixed)
    this.cells = new Uint8Array(fixed, this.column.cells, blockRows)
  }

  set(row: number, cell: NonNullable<StagedCell>): void {
    const { last } = this
    if (cell !== last.cell) {
      const place = this.places.get(cell)
      if (place === undefined) throw new RangeError(`${this.choice.choice} has no value ${String(cell)}`)
      last.cell = cell
      last.place = place
    }
    this.cells[row] = last.place
  }
}

class Texts extends Cells {
  private bytes = Buffer.alloc(0)
  private ends = new Int32Array(0)
  private written = 0
  private used = 0

  override begin(fixed: ArrayBuffer, text?: ArrayBuffer): void {
    super.begin(fixed)
    this.ends = new Int32Array(fixed, this.column.cells, blockRows)
    this.bytes = Buffer.from(text ?? new ArrayBuffer(32 * blockRows))
    this.written = 0
    this.used = 0
  }

  set(row: number, cell: NonNullable<StagedCell>): void {
    if (cell instanceof TextBytes) this.copy(row, cell)
    else this.write(row, String(cell))
  }

  override end(rows: number): ArrayBuffer {
    this.upTo(rows)
    return this.bytes.buffer
  }

  private write(row: number, text: string): void {
    // a UTF-16 unit is three bytes at the most
    if (this.used + 3 * text.length > this.bytes.length) this.grow(3 * text.length)
    this.upTo(row)
    this.used += this.bytes.write(text, this.used)
    this.ends[row] = this.used
    this.written = row + 1
  }

  private copy(row: number, { bytes, start, end }: TextBytes): void {
    if (this.used + end - start > this.bytes.length) this.grow(end - start)
    this.upTo(row)
    this.used += copyBytes(bytes, start, end, this.bytes, this.used)
    this.ends[row] = this.used
    this.written = row + 1
  }

  /** Rows without a text end where the one before them does. */
  private upTo(row: number): void {
    while (this.written < row) this.ends[this.written++] = this.used
  }

  private grow(more: number): void {
    const larger = Buffer.from(new ArrayBuffer(2 * (this.bytes.length + more)))
    this.bytes.copy(larger, 0, 0, this.used)
    this.bytes = larger
  }
}

/** Copies bytes; answers how many. A short text is copied faster than its copying could be asked for. */
function copyBytes(from: Buffer, start: number, end: number, to: Buffer, at: number): number {
  if (end - start > 64) return from.copy(to, at, start, end)
  for (let i = start; i < end; i++) to[at + i - start] = from[i]!
  return end - start
}
