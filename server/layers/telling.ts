import type { LayerProperty } from '@grid/data/contract'
import type { Feature, OpenLayer } from './layer.ts'

/** All features of an answer with the values of some of its properties alone, in their order. */
export async function featuresTelling(
  opening: () => Promise<OpenLayer>,
  told: readonly LayerProperty[],
): Promise<Feature[]> {
  const open = await opening()
  const places = told.map(({ name }) => open.description.properties.findIndex((own) => own.name === name))
  const features: Feature[] = []
  for await (const batch of open.features())
    for (const feature of batch)
      features.push({ ...feature, values: places.map((place) => feature.values[place] ?? null) })
  return features
}
