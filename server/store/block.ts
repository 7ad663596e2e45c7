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
  private block: Views | undefined
  private rows = 0

  constructor(kinds: readonly ColumnKind[]) {
    this.layout = new BlockLayout(kinds)
    this.columns = kinds.map((kind, at) => new Cells(kind, this.layout.columns[at]!))
  }

  /**
   * Takes the row's cells, those at `places` where these are named; the array itself may be used again. Answers the block
   * where it is full now.
   */
  append(row: readonly StagedCell[], places?: readonly number[]): Block | undefined {
    const { columns, rows } = this
    const block = this.block ?? this.begin()
    for (let i = 0; i < columns.length; i++) {
      const cell = row[places ? places[i]! : i]
      if (cell === null || cell === undefined) columns[i]!.none(block, rows)
      else columns[i]!.set(block, rows, cell)
    }
    return ++this.rows === blockRows ? this.take() : undefined
  }

  /** The rows since the last block; undefined where there are none. */
  take(): Block | undefined {
    const { rows, block } = this
    if (rows === 0 || !block) return undefined
    this.rows = 0
    this.block = undefined
    return {
      rows,
      fixed: block.bytes.buffer,
      texts: this.columns.flatMap((column) => column.end(rows) ?? []),
    }
  }

  /** Takes back a block of this layout that nobody needs any more. */
  reuse(block: Block): void {
    this.spent.push(block)
  }

  private begin(): Views {
    const spent = this.spent.pop()
    this.block = new Views(spent?.fixed ?? new ArrayBuffer(this.layout.bytes))
    this.block.bytes.fill(0, 0, this.columns.length)
    for (const column of this.columns) column.begin(this.block, spent?.texts)
    return this.block
  }
}

/** The buffers of blocks, to be handed over to another thread. */
export function buffersOf(blocks: readonly Block[]): ArrayBuffer[] {
  return blocks.flatMap(({ fixed, texts }) => [fixed, ...texts])
}

/** The fixed part of a block by each width of its cells. */
class Views {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly integers: Int32Array<ArrayBuffer>
  readonly bigIntegers: BigInt64Array
  readonly doubles: Float64Array

  constructor(fixed: ArrayBuffer) {
    this.bytes = new Uint8Array(fixed)
    this.integers = new Int32Array(fixed)
    this.bigIntegers = new BigInt64Array(fixed)
    this.doubles = new Float64Array(fixed)
  }
}

/**
 * Writes the cells of one column. One class for all kinds: what is written by the million is written by one piece of code, and
 * a class for each kind would make of every cell a call to look up.
 */
class Cells {
  private readonly kind: Exclude<ColumnKind, Choice> | 'choice'
  /** where the cells begin, in cells of their width */
  private readonly first: number
  private readonly choices: Choices | undefined
  private readonly texts: Texts | undefined

  constructor(
    kind: ColumnKind,
    private readonly column: BlockColumn,
  ) {
    this.kind = typeof kind === 'object' ? 'choice' : kind
    this.first = column.cells / column.width
    this.choices = typeof kind === 'object' ? new Choices(kind) : undefined
    this.texts = kind === 'text' ? new Texts() : undefined
  }

  set(block: Views, row: number, cell: NonNullable<StagedCell>): void {
    const at = this.first + row
    switch (this.kind) {
      case 'integer':
        block.integers[at] = numberOf(cell)
        return
      case 'double':
        block.doubles[at] = numberOf(cell)
        return
      case 'boolean':
        block.bytes[at] = Number(cell)
        return
      case 'choice':
        block.bytes[at] = this.choices!.place(cell)
        return
      case 'text':
        this.texts!.write(row, cell)
        return
      case 'bigint':
        block.bigIntegers[at] = typeof cell === 'bigint' ? cell : BigInt(numberOf(cell))
        return
      case 'instant':
        block.bigIntegers[at] = BigInt(Math.round(numberOf(cell))) * 1000n
        return
      case 'day':
        block.integers[at] = Math.round(Date.parse(`${cell}T00:00:00Z`) / 86_400_000)
    }
  }

  /** A row without a value. */
  none({ bytes }: Views, row: number): void {
    const { at, valid } = this.column
    if (bytes[at] === 0) {
      bytes[at] = 1
      bytes.fill(0xff, valid, valid + validBytes)
    }
    bytes[valid + (row >> 3)]! &= ~(1 << (row & 7))
  }

  /** Writes to another block; `spent` are the bytes of texts of one. */
  begin(block: Views, spent?: readonly ArrayBuffer[]): void {
    this.texts?.begin(block.integers.subarray(this.first, this.first + blockRows), spent?.[this.column.text])
  }

  /** Ends a block; the bytes of its texts. */
  end(rows: number): ArrayBuffer | undefined {
    return this.texts?.end(rows)
  }
}

function numberOf(cell: NonNullable<StagedCell>): number {
  return typeof cell === 'number' ? cell : Number(cell)
}

/** The engine keeps a choice of few values as its place among them. */
class Choices {
  private readonly places: ReadonlyMap<NonNullable<StagedCell>, number>
  /** the cell written last: mostly the next one is the same */
  private lastCell: StagedCell
  private lastPlace = 0

  constructor(private readonly choice: Choice) {
    if (choice.of.length > 256) throw new RangeError(`${choice.choice} has more values than a byte tells`)
    this.places = new Map(choice.of.map((value, place) => [value, place]))
  }

  place(cell: NonNullable<StagedCell>): number {
    if (cell === this.lastCell) return this.lastPlace
    const place = this.places.get(cell)
    if (place === undefined) throw new RangeError(`${this.choice.choice} has no value ${String(cell)}`)
    this.lastCell = cell
    this.lastPlace = place
    return place
  }
}

class Texts {
  private bytes = Buffer.alloc(0)
  private ends = new Int32Array(0)
  private written = 0
  private used = 0

  /** @param ends where each text ends; @param spent bytes to write to */
  begin(ends: Int32Array<ArrayBuffer>, spent: ArrayBuffer | undefined): void {
    this.ends = ends
    this.bytes = Buffer.from(spent ?? new ArrayBuffer(32 * blockRows))
    this.written = 0
    this.used = 0
  }

  write(row: number, cell: NonNullable<StagedCell>): void {
    this.upTo(row)
    this.used += cell instanceof TextBytes ? this.copy(cell) : this.encode(String(cell))
    this.ends[row] = this.used
    this.written = row + 1
  }

  end(rows: number): ArrayBuffer {
    this.upTo(rows)
    return this.bytes.buffer
  }

  private encode(text: string): number {
    // a UTF-16 unit is three bytes at the most
    if (this.used + 3 * text.length > this.bytes.length) this.grow(3 * text.length)
    return this.bytes.write(text, this.used)
  }

  /** A short text is copied faster than its copying could be asked for. */
  private copy({ bytes: from, start, end }: TextBytes): number {
    if (this.used + end - start > this.bytes.length) this.grow(end - start)
    const { bytes, used } = this
    if (end - start > 64) return from.copy(bytes, used, start, end)
    for (let i = start, to = used; i < end; i++, to++) bytes[to] = from[i]!
    return end - start
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
