import type { LayerDescription, LayerProperty } from '@grid/data/contract'
import type { Feature } from 'geojson'
import type { FeatureClasses } from '../lib/featureClasses.ts'

/** All features of a layer of the server, and what they are told apart by. */
export interface LayerFeatures {
  /** id of the layer */
  layer: string
  geometry: 'Point' | 'LineString' | 'MultiPolygon'
  features: readonly Feature[]
  properties: readonly LayerProperty[]
  shown: LayerProperty
  /** what the answer says of itself: how far it can be trusted, what it leaves out */
  notes: LayerDescription['notes']
  classes: FeatureClasses
}
