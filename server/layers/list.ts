import type { CentreRecord } from '../centre/index.ts'
import type { Catalogue } from '../measures/index.ts'
import { notFound, oneOfValues } from '../problems.ts'
import { areasLayer } from './areas.ts'
import type { Layer } from './layer.ts'
import { ticketsLayer } from './tickets.ts'

/** Every layer of a centre, in the order they are offered. */
export function layersOf(centre: CentreRecord, offered: Catalogue): Layer[] {
  return [...centre.levels.map((level) => areasLayer(level, offered)), ticketsLayer]
}

/** The layer of this id; a 404 problem names those there are. */
export function layerWithId(centre: CentreRecord, offered: Catalogue, id: string): Layer {
  const layers = layersOf(centre, offered)
  const layer = layers.find((known) => known.id === id)
  if (layer) return layer
  throw notFound(
    `The layer ${oneOfValues(
      id,
      layers.map((known) => known.id),
    )}.`,
  )
}
