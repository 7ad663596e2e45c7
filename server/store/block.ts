/** An enum of the schema: its name, and the values it may have. */
export interface Choice {
  choice: string
  of: readonly string[]
}

/** Kinds of the columns of a staging table. Days are `YYYY-MM-DD`, instants milliseconds since 1970 in UTC. */
export type ColumnKind = 'text' | 'integer' | 'bigint' | 'double' | 'boolean' | 'day' | 'instant' | Choice

export type StagedCell = string | number | bigint | boolean | null | undefined

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
  if (typeof kind === 'object') return choices(kind)
  switch (kind) {
    case 'text':
      return new Texts()
    case 'integer':
      return new Numbers(() => new Int32Array(blockRows), Number)
    case 'double':
      return new Numbers(() => new Float64Array(blockRows), Number)
    case 'boolean':
      return new Numbers(() => new Uint8Array(blockRows), Number)
    case 'day':
      return new Numbers(
        () => new Int32Array(blockRows),
        (cell) => Math.round(Date.parse(`${cell}T00:00:00Z`) / 86_400_000),
      )
    case 'bigint':
      return new Numbers(
        () => new BigInt64Array(blockRows),
        (cell) => (typeof cell === 'bigint' ? cell : BigInt(Number(cell))),
      )
    case 'instant':
      return new Numbers(
        () => new BigInt64Array(blockRows),
        (cell) => BigInt(Math.round(Number(cell))) * 1000n,
      )
  }
}

/** The engine keeps a choice of few values as its place among them. */
function choices({ choice, of }: Choice): Cells {
  if (of.length > 256) throw new RangeError(`${choice} has more values than a byte tells`)
  const places = new Map<NonNullable<StagedCell>, number>(of.map((value, place) => [value, place]))
  return new Numbers(
    () => new Uint8Array(blockRows),
    (cell) => {
      const place = places.get(cell)
      if (place === undefined) throw new RangeError(`${choice} has no value ${String(cell)}`)
      return place
    },
  )
}

type Laid<T> = ArrayBufferView & { buffer: ArrayBuffer; [row: number]: T }

class Numbers<T extends number | bigint> implements Cells {
  readonly nulls = new Nulls()
  private cells: Laid<T>

  constructor(
    private readonly fresh: () => Laid<T>,
    private readonly value: (cell: NonNullable<StagedCell>) => T,
  ) {
    this.cells = fresh()
  }

  set(row: number, cell: NonNullable<StagedCell>): void {
    this.cells[row] = this.value(cell)
  }

  take(): BlockColumn {
    const { buffer } = this.cells
    this.cells = this.fresh()
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
    const text = String(cell)
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
