import type { ExportProfile, Filter, LayerDescription, LayerProperty, Name } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import type { Condition } from './condition/condition.ts'
import type { LayerOptions } from './options.ts'

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
  options: LayerOptions
  /** which of the features; all where absent */
  condition?: Condition | undefined
  /** names of the properties that tiles are to tell; what the layer finds best where absent */
  told?: readonly string[] | undefined
}

/** So many features after so many others, in the order of the layer. */
export interface Page {
  skip: number
  take: number
}

/** A layer's answer: what it says of itself is known, its features come in batches as they are read. */
export interface OpenLayer {
  description: LayerDescription
  /** holds no more than a batch at a time; stops the engine when it is left early or the asking's signal aborts */
  features(page?: Page): AsyncGenerator<readonly Feature[]>
}

/** A square of the map in degrees; its west and north edges belong to it, the two others to its neighbours. */
export interface Square {
  west: number
  south: number
  east: number
  north: number
}

/** Where features are, whatever is told of them: one object as long as nothing about it changes. */
export type Ground = readonly Pick<Feature, 'id' | 'geometry'>[]

/**
 * What tiles tell of a layer where they are not just its features, cut: other properties, values of features that stay
 * where they are, or, of more features than are kept whole, what a square holds.
 */
export type Tiled = { properties: readonly LayerProperty[] } & (
  | { all(): Promise<readonly Feature[]> }
  | {
      ground: Ground
      /** the values of the features that there are, by their ids */
      values(): Promise<ReadonlyMap<string, readonly Value[]>>
    }
  | {
      within(square: Square): Promise<readonly Feature[]>
      /** west, south, east, north of all of them; null where none has a place */
      bounds(): Promise<[number, number, number, number] | null>
    }
)

/** A room's question as features on the map. */
export interface Layer {
  id: string
  title: Name
  meaning: Name
  geometry: Geometry['type']
  /** what it may be asked beside the filter; nothing where absent */
  takes?: readonly (keyof LayerOptions)[]
  /** the property that a map tells its features apart by; absent where the asker chooses one */
  shown?: string
  /** the properties that its tiles tell unless others are asked for by name; all where absent */
  toldOnTiles?: readonly string[]
  /** the properties that its features will have, without asking for them */
  properties(asking: Asking, question: LayerQuestion): Promise<LayerProperty[]>
  /** Throws problems as the room's question does: 400 for what the centre does not know, 403 for what is not open. */
  open(asking: Asking, question: LayerQuestion): Promise<OpenLayer>
  /** where its tiles are not just its features, cut */
  tiled?(asking: Asking, question: LayerQuestion): Promise<Tiled>
}

/** What a layer is called, without what it answers. */
export type LayerFace = Omit<Layer, 'open' | 'properties' | 'tiled'>
