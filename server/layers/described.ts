import type { LayerDescription } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { boundariesSaid } from './boundaries-said.ts'
import type { LayerFace, LayerQuestion } from './layer.ts'
import { optionsSaid } from './options.ts'

type Found = Pick<LayerDescription, 'features' | 'bbox' | 'properties'> &
  Partial<Pick<LayerDescription, 'suppression' | 'measures' | 'notes'>>

/** What a layer's answer says of itself: what was asked, what it stands on, what was found. */
export function described(
  asking: Asking,
  layer: LayerFace,
  { filter, profile, options }: LayerQuestion,
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
    options: optionsSaid(options),
    suppression: null,
    measures: [],
    ...found,
    notes: [...boundariesSaid(asking.centre), ...(found.notes ?? [])],
  }
}
