import type { AcceptedFault } from '@grid/data/contract'
import type { ImportFile } from '../open.ts'

/** New boundaries, and how they are meant. */
export interface BoundaryWish {
  file: ImportFile
  /** the file's coordinate system where there is no mapping; WGS-84 where null */
  crs: string | null
  /** the first local day they hold on */
  validFrom: string
  name: string | null
  note: string | null
  /** the file has the areas that change, and no others: of a level it names, those it leaves out stay */
  changesOnly: boolean
  /** faults that are taken knowingly */
  accept: readonly AcceptedFault[]
}
