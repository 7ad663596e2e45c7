import type { Encoding } from '@grid/data/contract'
import type { GeoJsonObject } from 'geojson'
import type { PieceSource } from './piece.ts'

/** What a file is, found from its name and its first bytes. Text formats may be gzipped. */
export type SourceFormat = 'csv' | 'tsv' | 'xlsx' | 'json' | 'ndjson' | 'geojson' | 'parquet' | 'xes'

/**
 * One value as read: text for csv, also numbers, booleans and geometries for typed formats. Dates come as ISO
 * text. `null` is absent: no such key, an empty sheet cell, a null. An empty csv cell is the empty text.
 */
export type SourceCell = string | number | boolean | bigint | GeoJsonObject | null

/** Why a row cannot be used, in the words that go to the rejects file. */
export interface RowProblem {
  column?: string
  value?: string
  reason: string
  remedy: string
}

export interface SourceRow {
  /**
   * The row as a person counts it: physical line where the row starts for csv (the header is line 1), sheet row
   * for xlsx, record number for json and parquet, event for xes, feature number for geojson; numbers start at 1.
   */
  row: number
  /** Aligned with the columns asked for; all null when there is a problem. */
  cells: readonly SourceCell[]
  problem?: RowProblem
  /** The row as read, at most `RAW_LIMIT` characters. */
  raw(): string
}

/** A file opened for reading row by row; memory does not grow with the file. */
export interface RowSource {
  format: SourceFormat
  /** undefined for formats that are not text */
  encoding?: Encoding
  delimiter?: string
  /**
   * Headers; for xes the keys of events, and `trace.` with those of traces; for json, ndjson and geojson the dotted paths found in the first rows. Special columns of geojson:
   * `@lon`, `@lat` (of a Point), `@geometry` (the geometry object), `@id`.
   */
  columns: readonly string[]
  /**
   * Batches of rows with the named columns only. A column the file does not have is null in every row (a
   * dotted path may appear late in a json file). Throws SourceError when the file breaks on the way.
   * May be called again: each call reads the file from its start.
   */
  rows(columns: readonly string[]): AsyncIterable<SourceRow[]>
  /** Bytes of the file on disk, for progress. */
  bytes: { read: number; total: number }
  /** the same rows for several threads; undefined where one cannot begin in the middle */
  inPieces?: PieceSource
}

/** How to open a file when its content does not say it; the fields of the same names in a mapping. */
export interface SourceOptions {
  encoding?: Encoding
  delimiter?: string
  /** worksheet of an xlsx file; the first by default */
  sheet?: string
  /** dotted path to the list of rows in a json file */
  rows?: string
}

/** The file as a whole cannot be read. `place` says where: a path, a line or a byte offset. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  constructor(
    message: string,
    readonly place: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** The text is not in the encoding it was read in; `suggestion` is the one that fits, null when none does. */
export class EncodingError extends SourceError {
  constructor(
    message: string,
    place: string,
    readonly suggestion: Encoding | null,
  ) {
    const remedy = suggestion
      ? `it looks like ${suggestion}: set "encoding": "${suggestion}"`
      : 'save it as UTF-8'
    super(message, place, remedy)
  }
}

/** Longest text kept of a raw row. */
export const RAW_LIMIT = 4000

export function clip(text: string, limit = RAW_LIMIT): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`
}
