import type { AreaGeometry } from '@grid/data/contract'
import type { Box } from '../locate/index.ts'

/** An area on its way into the centre: read from a file, or as the centre has it. */
export interface DraftArea {
  /** row of the file; undefined for areas the centre has */
  row: number | undefined
  /** key in the database; undefined for new ones */
  key: number | undefined
  code: string
  name: string
  nameEn: string | null
  /** undefined where the file does not say: it follows from the depth */
  level: string | undefined
  parent: string | undefined
  kind: 'basic' | 'special'
  lead: string | null
  households: number | null
  population: number | null
  validFrom: string | null
  validTo: string | null
  geometry: AreaGeometry | null
  bbox: Box | null
  label: readonly [number, number] | null
  /** the row as read, for the rejects file */
  raw: string
}

/** Why an area of the file is not taken. */
export interface AreaProblem {
  area: DraftArea
  column: string
  value: string
  reason: string
  remedy: string
}
