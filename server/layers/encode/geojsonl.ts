import type { Format } from './format.ts'
import { featureWriter } from './json.ts'

/**
 * One GeoJSON Feature a line. The format has no place of its own for what the layer says of itself, so the first feature
 * carries it as the foreign member `metadata`.
 */
export const geoJsonLines: Format = {
  id: 'geojsonl',
  mediaType: 'application/geo+json-seq',
  async *encode({ description, features }) {
    const written = featureWriter(description)
    let metadata = `"metadata":${JSON.stringify(description)},`
    for await (const batch of features()) {
      if (batch.length === 0) continue
      const lines = batch.map((feature, index) => `${written(feature, index === 0 ? metadata : '')}\n`)
      metadata = ''
      yield Buffer.from(lines.join(''))
    }
  },
}
