import type { ExportFormat, ExportProfile, LayerOption } from '@grid/data/contract'
import type { FilterQuery } from '../view/query.ts'

/** What a file is asked to hold. */
export interface FileQuestion {
  layer: string
  format: ExportFormat
  profile: ExportProfile
  filter: FilterQuery
  /** what the layer is asked beside the filter */
  options: LayerOptions
}

/** What some layers are asked beside the filter; each takes its own of them. */
export type LayerOptions = Partial<Record<LayerOption, string>>
