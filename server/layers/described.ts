import type { LayerDescription } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import type { Layer, LayerQuestion } from './layer.ts'

type Found = Pick<LayerDescription, 'features' | 'bbox' | 'suppression' | 'properties' | 'measures'>

/** What a layer's answer says of itself: what was asked, what it stands on, what was found. */
export function described(
  asking: Asking,
  layer: Omit<Layer, 'open'>,
  { filter, profile }: LayerQuestion,
  found: Found,
): LayerDescription {
  const { pack } = asking.centre
  return {
    layer: layer.id,
    title: layer.title,
    meaning: layer.meaning,
    centre: { id: pack.id, name: pack.name },
    ...basisOf(asking, filter),
    timeZone: pack.timeZone,
    caption: pack.map.caption ?? null,
    geometry: layer.geometry,
    crs: 'OGC:CRS84',
    profile,
    filter,
    ...found,
  }
}
