import type { ColumnKind, StagedCell } from '../store/index.ts'
import type { CompiledMapping, RowReader } from './map/index.ts'
import type { KeyList, Register } from './register.ts'

/** Where what is taken of rows goes. */
export interface Sink {
  keys: Readonly<Record<Register, KeyList>>
  /** something odd about a row that was taken */
  flag(reason: string): void
  /** a staged row, of those `cells` that are at `places` where these are named; the array is used again for the next one */
  append(cells: readonly StagedCell[], places?: readonly number[]): void
  /** a special grid that the ticket of a row lies in */
  special(row: number, grid: number): void
}

/** Makes staged rows of a file's: the same in whatever thread the file is read. */
export interface Taker {
  mapping: CompiledMapping
  /** reads a row into its values */
  reader: RowReader<string>
  /** columns of the staging table, in the order of a staged row */
  kinds: Readonly<Record<string, ColumnKind>>
  /** places of a staged row that hold keys of the centre's lists */
  registers: readonly (readonly [place: number, register: Register])[]
  /** Hands the row that was read last to the sink; `row` is its number. */
  take(row: number): void
}
