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

/** The cells of one column as the engine lays them out. */
export interface BlockColumn {
  /** of texts their UTF-8 one after another */
  cells: ArrayBuffer
  /** a bit a row, set where there is a value; undefined where every row has one */
  valid: ArrayBuffer | undefined
  /** of texts where each ends among the bytes */
  ends?: ArrayBuffer
}

/** Some rows of a staging table; nothing but buffers, so that one thread can hand it to another. */
export interface Block {
  rows: number
  columns: BlockColumn[]
}

/** Fills blocks row by row. */
export class BlockBuilder {
  private readonly columns: readonly Cells[]
  private rows = 0

  constructor(kinds: readonly ColumnKind[]) {
    this.columns = kinds.map(cellsOf)
  }

  /** Takes the row's cells; the array itself may be used again. Answers the block where it is full now. */
  append(row: readonly StagedCell[]): Block | undefined {
    const { columns, rows } = this
    for (let i = 0; i < columns.length; i++) {
      const cell = row[i]
      if (cell === null || cell === undefined) columns[i]!.nulls.add(rows)
      else columns[i]!.set(rows, cell)
    }
    return ++this.rows === blockRows ? this.take() : undefined
  }

  /** The rows since the last block; undefined where there are none. */
  take(): Block | undefined {
    const { rows } = this
    if (rows === 0) return undefined
    this.rows = 0
    return { rows, columns: this.columns.map((column) => column.take(rows)) }
  }
}

/** The buffers of blocks, to be handed over to another thread. */
export function buffersOf(blocks: readonly Block[]): ArrayBuffer[] {
  return blocks.flatMap(({ columns }) =>
    columns.flatMap(({ cells, valid, ends }) => [cells, ...(valid ? [valid] : []), ...(ends ? [ends] : [])]),
  )
}

interface Cells {
  readonly nulls: Nulls
  set(row: number, cell: NonNullable<StagedCell>): void
  take(rows: number): BlockColumn
}

function cellsOf(kind: ColumnKind): Cells {
  if (typeof kind === 'object') return new Choices(kind)
  switch (kind) {
    case 'text':
      return new Texts()
    case 'integer':
      return new Integers()
    case 'double':
      return new Doubles()
    case 'boolean':
      return new Truths()
    case 'day':
      return new Days()
    case 'bigint':
      return new BigIntegers()
    case 'instant':
      return new Instants()
  }
}

// A class for each, since one for all would be slow: what is written by the million must be of one kind where it is written.

class Integers implements Cells {
  readonly nulls = new Nulls()
  protected cells = new Int32Array(blockRows)

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = typeof cell === 'number' ? cell : Number(cell)
  }

  take(): BlockColumn {
    const { buffer } = this.cells
    this.cells = new Int32Array(blockRows)
    return { cells: buffer, valid: this.nulls.take() }
  }
}

class Days extends Integers {
  override set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = Math.round(Date.parse(`${cell}T00:00:00Z`) / 86_400_000)
  }
}

class Doubles implements Cells {
  readonly nulls = new Nulls()
  private cells = new Float64Array(blockRows)

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = typeof cell === 'number' ? cell : Number(cell)
  }

  take(): BlockColumn {
    const { buffer } = this.cells
    this.cells = new Float64Array(blockRows)
    return { cells: buffer, valid: this.nulls.take() }
  }
}

class BigIntegers implements Cells {
  readonly nulls = new Nulls()
  protected cells = new BigInt64Array(blockRows)

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = typeof cell === 'bigint' ? cell : BigInt(Number(cell))
  }

  take(): BlockColumn {
    const { buffer } = this.cells
    this.cells = new BigInt64Array(blockRows)
    return { cells: buffer, valid: this.nulls.take() }
  }
}

class Instants extends BigIntegers {
  override set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = BigInt(Math.round(Number(cell))) * 1000n
  }
}

class Truths implements Cells {
  readonly nulls = new Nulls()
  private cells = new Uint8Array(blockRows)

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = Number(cell)
  }

  take(): BlockColumn {
    const { buffer } = this.cells
    this.cells = new Uint8Array(blockRows)
    return { cells: buffer, valid: this.nulls.take() }
  }
}

/** The engine keeps a choice of few values as its place among them. */
class Choices implements Cells {
  readonly nulls = new Nulls()
  private cells = new Uint8Array(blockRows)
  private readonly places: ReadonlyMap<NonNullable<StagedCell>, number>

  constructor(private readonly choice: Choice) {
    if (choice.of.length > 256) throw new RangeError(`${choice.choice} has more values than a byte tells`)
    this.places = new Map(choice.of.map((value, place) => [value, place]))
  }

  set(row: number, cell: NonNullable<StagedCell>): void {
    const place = this.places.get(cell)
    if (place === undefined) throw new RangeError(`${this.choice.choice} has no value ${String(cell)}`)
    this.cells[row] = place
  }

  take(): BlockColumn {
    const { buffer } = this.cells
    this.cells = new Uint8Array(blockRows)
    return { cells: buffer, valid: this.nulls.take() }
  }
}

class Texts implements Cells {
  readonly nulls = new Nulls()
  private bytes = Buffer.allocUnsafeSlow(32 * blockRows)
  private ends = new Int32Array(blockRows)
  private written = 0
  private used = 0

  set(row: number, cell: NonNullable<StagedCell>): void {
    if (cell instanceof TextBytes) this.copy(row, cell)
    else this.write(row, String(cell))
  }

  private write(row: number, text: string): void {
    // a UTF-16 unit is three bytes at the most
    if (this.used + 3 * text.length > this.bytes.length) this.grow(3 * text.length)
    this.upTo(row)
    this.used += this.bytes.write(text, this.used)
    this.ends[row] = this.used
    this.written = row + 1
  }

  take(rows: number): BlockColumn {
    this.upTo(rows)
    const { bytes, ends, used } = this
    this.ends = new Int32Array(blockRows)
    this.written = 0
    this.used = 0
    return {
      cells: Uint8Array.from(bytes.subarray(0, used)).buffer,
      valid: this.nulls.take(),
      ends: ends.buffer,
    }
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
    const larger = Buffer.allocUnsafeSlow(2 * (this.bytes.length + more))
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

/** Which rows of a column are null: a bit a row, set where there is a value. */
class Nulls {
  private bits: Uint8Array<ArrayBuffer> | undefined

  add(row: number): void {
    this.bits ??= new Uint8Array(blockRows / 8).fill(0xff)
    this.bits[row >> 3]! &= ~(1 << (row & 7))
  }

  take(): ArrayBuffer | undefined {
    const bits = this.bits
    this.bits = undefined
    return bits?.buffer
  }
}
