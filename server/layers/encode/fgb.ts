import { Builder } from 'flatbuffers'
import { magicbytes } from 'flatgeobuf/lib/mjs/constants.js'
import { Feature as FeatureTable } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js'
import type { OpenLayer } from '../layer.ts'
import { geometryIn } from './fgb-geometry.ts'
import { headerOf } from './fgb-header.ts'
import { propertyWriter } from './fgb-properties.ts'
import type { Format } from './format.ts'

/**
 * FlatGeobuf without an index: one would need every feature before the first byte is sent. Readers scan the file from
 * its beginning to its end.
 */
export const flatGeobuf: Format = {
  id: 'fgb',
  mediaType: 'application/vnd.flatgeobuf',
  async *encode({ description, features }) {
    yield Buffer.concat([magicbytes, headerOf(description)])
    for await (const batch of encoded({ description, features })) yield Buffer.concat(batch)
  },
}

async function* encoded({ description, features }: OpenLayer): AsyncGenerator<Uint8Array[]> {
  const written = propertyWriter(description)
  const builder = new Builder(4096)
  let count = 0
  for await (const batch of features()) {
    count += batch.length
    yield batch.map(({ geometry, values }) => {
      builder.clear()
      // numbers lie on multiples of eight in the whole file, even behind a feature that has none
      builder.prep(8, 0)
      const properties = FeatureTable.createPropertiesVector(builder, written(values))
      const place = geometry && geometryIn(builder, geometry)
      FeatureTable.startFeature(builder)
      if (place !== null) FeatureTable.addGeometry(builder, place)
      FeatureTable.addProperties(builder, properties)
      builder.finishSizePrefixed(FeatureTable.endFeature(builder))
      return builder.asUint8Array().slice()
    })
  }
  // the header has told a number already: better no file than one that contradicts itself
  if (count !== description.features)
    throw new Error(
      `${count} features where ${description.features} were counted: the data changed meanwhile`,
    )
}
