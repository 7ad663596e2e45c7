import type { AreaCollection, AreaFeature } from '@grid/data/contract'

/** Areas as the map takes them. */
export function collectionOf(
  features: readonly AreaFeature[],
  like: AreaCollection | undefined,
): AreaCollection {
  return {
    type: 'FeatureCollection',
    features: [...features],
    synthetic: like?.synthetic ?? false,
    caption: like?.caption ?? null,
  }
}
