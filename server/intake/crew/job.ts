import { type Block, BlockBuilder } from '../../store/index.ts'
import { IntakeError } from '../errors.ts'
import { type LineWork, lineTaker } from '../events/taker.ts'
import {
  type CsvLayout,
  EncodingError,
  type Piece,
  type RowProblem,
  readPiece,
  SourceError,
} from '../read/index.ts'
import type { Register } from '../register.ts'
import type { Reject } from '../rejects.ts'
import { type TicketWork, ticketTaker } from '../tickets/taker.ts'
import { Words } from './words.ts'

/** What a file's rows are taken as. */
export type Work =
  | { of: 'tickets'; by: TicketWork }
  | { of: 'events'; by: LineWork; known: readonly string[] }

/** What a thread is told before its first piece. */
export interface Task {
  layout: CsvLayout
  work: Work
}

/** What a thread is told to take, with blocks that it may fill. */
export interface Ordered {
  piece: Piece
  spent: Block[]
}

/** What a piece comes to. Keys in its blocks are places among its words. */
export interface Taken {
  read: number
  rejects: Reject[]
  flags: ReadonlyMap<string, number>
  words: Record<Register, string[]>
  blocks: Block[]
  /** row and special grid, in turn */
  special: Int32Array<ArrayBuffer>
}

/** Why a file cannot be read, as one thread tells another. */
export interface Failure {
  name: string
  message: string
  place?: string
  remedy?: string
  lines?: readonly string[]
}

/**
 * Takes the rows of pieces; undefined for a piece that ends within a value. Blocks of pieces before, spent, are used again: to
 * make buffers and to let go of them costs as much as to fill them.
 */
export function taking({
  layout,
  work,
}: Task): (piece: Piece, spent?: readonly Block[]) => Taken | undefined {
  const words: Record<Register, Words> = {
    source: new Words(),
    category: new Words(),
    tier: new Words(),
    unit: new Words(work.of === 'events' ? work.known : []),
  }
  const flags = new Map<string, number>()
  let blocks: Block[] = []
  let special: number[] = []
  const sink = {
    keys: words,
    flag: (reason: string) => void flags.set(reason, (flags.get(reason) ?? 0) + 1),
    append: (...row: Parameters<BlockBuilder['append']>) => {
      const full = builder.append(...row)
      if (full) blocks.push(full)
    },
    special: (row: number, grid: number) => void special.push(row, grid),
  }
  const taker = work.of === 'tickets' ? ticketTaker(work.by, sink) : lineTaker(work.by, sink)
  const builder = new BlockBuilder(Object.values(taker.kinds))
  return (piece, spent = []) => {
    for (const block of spent) builder.reuse(block)
    let read = 0
    const rejects: Reject[] = []
    const reject = (row: number, problem: RowProblem, raw: string) =>
      rejects.push({ column: '', value: '', ...problem, row, raw })
    const whole = readPiece(layout, piece, taker.mapping.columns, {
      bytes: (row, bytes, record) => {
        read++
        const problem = taker.reader.readBytes(bytes, record)
        if (problem) reject(row, problem, record.raw(bytes))
        else taker.take(row)
      },
      row: (row) => {
        read++
        const problem = row.problem ?? taker.reader.read(row.cells)
        if (problem) reject(row.row, problem, row.raw())
        else taker.take(row.row)
      },
    })
    const rest = builder.take()
    if (rest) blocks.push(rest)
    const taken: Taken = {
      read,
      rejects,
      flags: new Map(flags),
      words: {
        source: words.source.take(),
        category: words.category.take(),
        tier: words.tier.take(),
        unit: words.unit.take(),
      },
      blocks,
      special: Int32Array.from(special),
    }
    flags.clear()
    blocks = []
    special = []
    return whole ? taken : undefined
  }
}

/** An error of a thread, to be thrown in another; undefined for one that is no fault of the file. */
export function failureOf(cause: unknown): Failure | undefined {
  if (cause instanceof EncodingError || cause instanceof SourceError)
    return { name: 'SourceError', message: cause.message, place: cause.place, remedy: cause.remedy }
  if (cause instanceof IntakeError) return { name: 'IntakeError', message: cause.message, lines: cause.lines }
  return undefined
}
