import type { ExportProfile, Filter, LayerDescription, Name } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'

/** Longitude and latitude in WGS-84 degrees. */
export type Position = readonly [number, number]

/** Where a feature is; outlines are always several, outer rings counter-clockwise, holes clockwise. */
export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: readonly Position[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly Position[])[])[] }

/** A value of a property: an instant is in milliseconds since 1970, a day `YYYY-MM-DD`. */
export type Value = string | number | boolean | null

/** One row of a layer, its values in the order of the layer's properties. */
export interface Feature {
  id: string
  geometry: Geometry | null
  values: readonly Value[]
}

/** What is asked of a layer. */
export interface LayerQuestion {
  filter: Filter
  profile: ExportProfile
}

/** A layer's answer: what it says of itself is known, its features come in batches as they are read. */
export interface OpenLayer {
  description: LayerDescription
  /** holds no more than a batch at a time; stops the engine when it is left early or the asking's signal aborts */
  features(): AsyncGenerator<readonly Feature[]>
}

/** A room's question as features on the map. */
export interface Layer {
  id: string
  title: Name
  meaning: Name
  geometry: Geometry['type']
  /** Throws problems as the room's question does: 400 for what the centre does not know, 403 for what is not open. */
  open(asking: Asking, question: LayerQuestion): Promise<OpenLayer>
}
