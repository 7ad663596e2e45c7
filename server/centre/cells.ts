import { type Cell, StoreError } from '../store/index.ts'

/** Readers of a row's cells: the schema says what a column holds, so anything else is a broken database. */
export function text(cell: Cell | undefined): string {
  if (typeof cell === 'string') return cell
  throw broken('text', cell)
}

export function textOrNull(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : text(cell)
}

export function number(cell: Cell | undefined): number {
  if (typeof cell === 'number') return cell
  throw broken('a number', cell)
}

export function numberOrNull(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : number(cell)
}

export function truth(cell: Cell | undefined): boolean {
  if (typeof cell === 'boolean') return cell
  throw broken('true or false', cell)
}

export function truthOrNull(cell: Cell | undefined): boolean | null {
  return cell === null || cell === undefined ? null : truth(cell)
}

function broken(expected: string, cell: Cell | undefined): StoreError {
  return new StoreError('unreadable', `the database holds ${JSON.stringify(cell)} where ${expected} belongs`)
}
