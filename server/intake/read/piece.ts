import type { Encoding } from '@grid/data/contract'
import type { CsvDialect } from './csv-dialect.ts'

/** What a piece of delimited text is read by: plain data, so that another thread can be told. */
export interface CsvLayout {
  path: string
  dialect: CsvDialect
  encoding: Encoding
}

/** Some whole lines of a file. A quoted value may still go on beyond them. */
export interface Piece {
  /** in a buffer of their own, which goes to the thread that takes them, and comes back */
  bytes: Uint8Array<ArrayBuffer>
  /** where they start in the file */
  offset: number
  /** physical line they start on */
  line: number
  /** no more comes after them */
  final: boolean
}

/** A file that can be read in pieces, by several threads at once. */
export interface PieceSource {
  layout: CsvLayout
  /** The file from its start, in order. */
  pieces(): AsyncGenerator<Piece>
}
