import { areaContext } from './area-context.ts'
import { areaLabels } from './area-labels.ts'
import { areaOutlines } from './area-outlines.ts'
import { areasChange } from './areas-change.ts'
import { areasChoropleth } from './areas-choropleth.ts'
import { areasPicked } from './areas-picked.ts'
import { basemapGround, basemapLines, basemapNames } from './basemap.ts'
import { emergingLook } from './emerging.ts'
import { featuresLook } from './features.ts'
import { hotspotsLook } from './hotspots.ts'
import type { Look } from './layer.ts'
import { regionLook } from './region.ts'
import { repeatsLook } from './repeats.ts'
import { specialGrids } from './special-grids.ts'
import { ticketPath } from './ticket-path.ts'
import { ticketTiles } from './ticket-tiles.ts'
import { ticketsPoints } from './tickets-points.ts'
import { warningsLook } from './warnings.ts'

/** Every look of the map. The order is the draw order, bottom first; of two labels the later one keeps its place. */
export const looks: readonly Look[] = [
  areaContext,
  basemapGround,
  areasChoropleth,
  areasChange,
  hotspotsLook,
  emergingLook,
  featuresLook,
  basemapLines,
  areaOutlines,
  areasPicked,
  regionLook,
  specialGrids,
  basemapNames,
  areaLabels,
  ticketPath,
  warningsLook,
  repeatsLook,
  ticketTiles,
  ticketsPoints,
]

export { areaName, drawnValue, valuesFit } from './areas.ts'
export { featureColours, featureName } from './features.ts'
export type { Drawing, Hit, LegendEntry, MapFigure, MapTicket, Rates, Scene, Tip } from './layer.ts'
export { featureId } from './layer.ts'
export type { LayerFeatures } from './layer-features.ts'
export { holderOf, pathOf, type TicketPath } from './path.ts'
export { type RepeatClass, repeatClass, repeatClasses } from './repeats.ts'
export type { Spots } from './shown-spots.ts'
export { placeName } from './spot-tips.ts'
export { drawnClass, patternKey, placeClasses, type SpotClass } from './spots.ts'
export { footOf, warningStates } from './warnings.ts'
