import { availableParallelism } from 'node:os'
import {
  type Block,
  type BlockColumn,
  BlockLayout,
  type ColumnKind,
  type StagingTable,
  type Transaction,
} from '../store/index.ts'
import { type Taken, takenInOrder, type Work } from './crew/index.ts'
import type { OnProgress } from './progress.ts'
import type { PieceSource, RowSource } from './read/index.ts'
import { type Keys, type Register, registerNames } from './register.ts'
import type { Rejects } from './rejects.ts'
import type { Tally } from './report.ts'
import { eachRow, tellRead } from './rows.ts'
import type { Sink, Taker } from './taking.ts'

/** What the rows of a file of tickets or events pass through. */
export interface Passage {
  source: RowSource
  taker: Taker
  /** what other threads are told to take them by */
  work: Work
  /** where they go */
  staging: StagingTable
  sink: Sink
  keys: Readonly<Record<Register, Keys>>
  tally: Tally
  rejects: Rejects
  onProgress: OnProgress | undefined
}

/** A file of fewer bytes is read before other threads are ready. */
const manyBytes = 4 * 1024 * 1024
/** More threads than these wait for the one that hands over what they read. */
const mostThreads = 4

/** Whether a file is worth reading by several threads, and its rows a place of their own. */
function isLarge({ bytes }: RowSource): boolean {
  return bytes.total >= manyBytes
}

/** Where the rows of a file are staged, to be read as `table` by the transaction. */
export function stageRows(
  transaction: Transaction,
  source: RowSource,
  table: string,
  columns: Readonly<Record<string, ColumnKind>>,
): Promise<StagingTable> {
  return isLarge(source) ? transaction.stageFile(table, columns) : transaction.stage(table, columns)
}

/**
 * Takes every row of a file; what is refused goes to the rejects file. Memory does not grow with the file. A large file is
 * read by several threads, where it can be.
 */
export async function takeRows(passage: Passage): Promise<void> {
  const { inPieces } = passage.source
  const threads = Math.min(availableParallelism(), mostThreads)
  if (inPieces && isLarge(passage.source) && threads > 1) await takePieces(passage, inPieces, threads)
  else await takeEach(passage)
}

async function takeEach({ taker, work, ...passage }: Passage): Promise<void> {
  const { reader, mapping } = taker
  await eachRow({ ...passage, columns: mapping.columns, reader, step: work.of }, ({ row }) => {
    taker.take(row)
    return undefined
  })
}

async function takePieces(passage: Passage, source: PieceSource, threads: number): Promise<void> {
  const { work, staging, tally, rejects, sink } = passage
  for await (const taken of takenInOrder(source, work, threads)) {
    tally.read += taken.read
    tally.rejected += taken.rejects.length
    for (const [reason, times] of taken.flags) tally.flag(reason, times)
    settleKeys(passage, taken)
    for (const block of taken.blocks) staging.appendBlock(block)
    const { special } = taken
    for (let at = 0; at < special.length; at += 2) sink.special(special[at]!, special[at + 1]!)
    for (const reject of taken.rejects) await rejects.add(reject)
    tellRead({ ...passage, step: work.of })
  }
}

/** Puts the centre's keys in the place of those that the thread gave: ids come in the order of the file. */
function settleKeys({ taker, keys }: Passage, { words, blocks }: Taken): void {
  const settled: Partial<Record<Register, readonly number[]>> = {}
  for (const register of registerNames)
    settled[register] = words[register].map((id) => keys[register].key(id))
  const { columns } = new BlockLayout(Object.values(taker.kinds))
  for (const block of blocks)
    for (const [place, register] of taker.registers)
      settleColumn(block, columns[place]!, settled[register] ?? [])
}

function settleColumn({ rows, fixed }: Block, column: BlockColumn, settled: readonly number[]): void {
  const cells = new Int32Array(fixed, column.cells, rows)
  // rows without a value hold what was there before: any number
  for (let row = 0; row < rows; row++) cells[row] = settled[cells[row]!] ?? 0
}
