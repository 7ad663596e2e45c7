import type { Encoding, Mapping } from '@grid/data/contract'
import type { SourceFormat } from '../read/index.ts'

export type ColumnType =
  | 'empty'
  | 'whole number'
  | 'number'
  | 'yes or no'
  | 'time'
  | 'geometry'
  | 'code'
  | 'few values'
  | 'text'

/** What the sampled rows tell about one column. */
export interface ColumnProfile {
  name: string
  type: ColumnType
  /** a few different values, as they stand */
  examples: string[]
  /** share of the sampled rows without a value, 0 to 1 */
  empty: number
  /** different values in the sampled rows */
  distinct: number
}

/** A column whose values read as times. */
export interface DateCandidate {
  column: string
  /** forms for a mapping's `format`, tried in order; empty when times are read without one */
  forms: string[]
  /** share of its values that these forms read, 0 to 1 */
  share: number
  /** other forms that read every value too, with another meaning */
  ambiguous: string[]
  /** whether the values carry an offset or are local times */
  offset: boolean
}

/** How well a coordinate system fits: the share of the sampled pairs that fall inside the centre's outline. */
export interface SystemFit {
  crs: string
  /** the columns are the other way round: the first holds the latitude or northing */
  swapped: boolean
  /** undefined without an outline to compare with */
  inside: number | undefined
}

/** A pair of columns that may hold coordinates; `y` is absent when `x` holds whole geometries. */
export interface CoordinateCandidate {
  x: string
  y?: string
  /** the best first */
  systems: SystemFit[]
}

/** What a file is, and a mapping to edit. */
export interface Inspection {
  file: string
  format: SourceFormat
  encoding?: Encoding
  delimiter?: string
  /** rows looked at, and whether these are all */
  sampled: number
  complete: boolean
  /** rows of the sample that cannot be read */
  unreadable: number
  /** what the file seems to hold */
  what: 'areas' | 'tickets' | 'events'
  columns: ColumnProfile[]
  dates: DateCandidate[]
  coordinates: CoordinateCandidate[]
  /** columns with a different value in every row, the likeliest first */
  ids: string[]
  /** a mapping to edit; columns it does not name are dropped at import */
  mapping: Mapping
  /** what a person should know or decide before the import */
  notes: string[]
}
