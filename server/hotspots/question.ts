import type { CellSize, Neighbours } from '@grid/data/contract'

/** What a question about hot places asks beside its filter. */
export interface HotspotQuestion {
  /** size of cells; one that suits the centre where neither it nor a level is named */
  cell?: CellSize | undefined
  /** level of areas, in place of cells */
  level?: string | undefined
  neighbours: Neighbours
}
