import type { PlainCell } from '../engine.ts'

/** Another way to answer the same questions. */
export interface Peer {
  name: 'scan' | 'postgres'
  version: string
  /** from the raw rows to ready for questions */
  loadSeconds: number
  /** on disk, indexes included; null where nobody knows */
  bytes: number | null
  rows(statement: string): Promise<PlainCell[][]>
  close(): Promise<void>
}

/** Whether rows are the same in any order, numbers to nine digits, as far as ours have columns. */
export function sameRows(ours: readonly PlainCell[][], theirs: readonly PlainCell[][]): boolean {
  const width = ours[0]?.length ?? 0
  const written = (rows: readonly PlainCell[][]) =>
    rows.map((row) => JSON.stringify(row.slice(0, width).map(rounded))).sort()
  const [a, b] = [written(ours), written(theirs)]
  return a.length === b.length && a.every((row, index) => row === b[index])
}

function rounded(cell: PlainCell): PlainCell {
  return typeof cell === 'number' ? Number(cell.toPrecision(9)) : cell
}
