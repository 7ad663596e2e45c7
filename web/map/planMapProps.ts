import type { AreaCollection, Measure } from '@grid/data/contract'
import type { Ref } from 'react'
import type { LayerFeatures, MapFigure, Rates } from '../layers/index.ts'
import type { AreaChange } from '../lib/areaChange.ts'
import type { Region } from '../lib/region.ts'
import type { Theme } from '../lib/tokens.ts'
import type { DrawKind, Ring } from './drawing.ts'
import type { MapPicture } from './picture.ts'
import type { PictureLegend } from './pictureLegend.ts'
import type { Box } from './spec.ts'

/** What the page may ask of the planner's map. */
export interface PlanMapHandle {
  /** the map as drawn, with what its colours mean; undefined where there is no map */
  picture(
    scale: number,
    colours: Theme,
  ): Promise<(MapPicture & { legend: PictureLegend | undefined }) | undefined>
}

/** What the planner's map shows, and what it tells the page. */
export interface PlanMapProps {
  areas: AreaCollection | undefined
  context: AreaCollection | undefined
  values: ReadonlyMap<string, MapFigure> | undefined
  measure: Measure | undefined
  rates: Rates | undefined
  /** in place of the values, where two periods are compared */
  change: ReadonlyMap<string, AreaChange> | undefined
  picked: ReadonlySet<string>
  region: Region | undefined
  /** whether another layer is looked at, in place of figures of areas */
  other: boolean
  /** address of the tiles that hold every ticket of the filter, where tickets are looked at */
  ticketTiles: string | undefined
  /** the features of another layer, undefined while they load, and what they are called together */
  features: LayerFeatures | undefined
  featuresTitle: string
  /** the feature chosen, and the class shown alone */
  spot: string | null
  only: string | null
  onOnly: (id: string | null) => void
  onChoose: (id: string | null) => void
  onOpenTicket: (id: string) => void
  /** what to bring near; another object does so again */
  focus: { box: Box } | undefined
  basemap: boolean
  caption: string | undefined
  /** pointed at from elsewhere */
  hovered: string | undefined
  onHover: (code: string | undefined) => void
  onPick: (code: string) => void
  onUnpick: () => void
  /** the shape being drawn, if any */
  drawing: DrawKind | undefined
  onRing: (ring: Ring) => void
  onStop: () => void
  handle?: Ref<PlanMapHandle>
}
