import type { Format } from './format.ts'
import { featureWriter } from './json.ts'

/**
 * One FeatureCollection of RFC 7946: WGS-84 without a `crs` member, a box, outer rings counter-clockwise. What the layer
 * says of itself is the foreign member `metadata`, before the features, so that a reader of a stream has it first.
 */
export const geoJson: Format = {
  id: 'geojson',
  mediaType: 'application/geo+json',
  async *encode({ description, features }) {
    const { layer, bbox } = description
    const box = bbox ? `"bbox":${JSON.stringify(bbox)},` : ''
    yield Buffer.from(
      `{"type":"FeatureCollection","name":${JSON.stringify(layer)},${box}"metadata":${JSON.stringify(description)},"features":[`,
    )
    const written = featureWriter(description)
    let separator = '\n'
    for await (const batch of features()) {
      if (batch.length === 0) continue
      yield Buffer.from(separator + batch.map((feature) => written(feature)).join(',\n'))
      separator = ',\n'
    }
    yield Buffer.from('\n]}\n')
  },
}
