import type { LayerDescription, LayerProperty } from '@grid/data/contract'
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { Format } from './format.ts'
import { ParquetGroup } from './parquet-group.ts'

const kinds: Record<LayerProperty['kind'], Omit<SchemaElement, 'name'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  'whole number': { type: 'INT64' },
  number: { type: 'DOUBLE' },
  truth: { type: 'BOOLEAN' },
  instant: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  day: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
}

/**
 * GeoParquet 1.1: the column `geometry` in WKB, the file's metadata `geo`, and beside it `grid_centre` with what the
 * layer says of itself.
 */
export const geoParquet: Format = {
  id: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  async *encode(layer) {
    const { description } = layer
    const bytes = new ByteWriter()
    const writer = new ParquetWriter({
      writer: bytes,
      schema: schemaOf(description),
      kvMetadata: [
        { key: 'geo', value: JSON.stringify(geoOf(description)) },
        { key: 'grid_centre', value: JSON.stringify(description) },
      ],
      createdBy: 'Grid Centre',
    })
    const group = new ParquetGroup(description.properties)
    const written = () => {
      writer.write({ columnData: group.columns(), rowGroupSize: group.size })
      group.clear()
      return taken(bytes)
    }
    for await (const batch of layer.features())
      for (const feature of batch) {
        group.add(feature)
        if (group.isFull) yield written()
      }
    if (group.size > 0) yield written()
    writer.finish()
    yield taken(bytes)
  },
}

/** The bytes written since the last time; the writer goes on counting from where it was. */
function taken(bytes: ByteWriter): Uint8Array {
  const written = bytes.getBytes().slice()
  bytes.index = 0
  return written
}

function schemaOf({ properties }: LayerDescription): SchemaElement[] {
  return [
    { name: 'schema', num_children: properties.length + 1 },
    ...properties.map(
      ({ name, kind }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...kinds[kind] }),
    ),
    { name: 'geometry', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  ]
}

function geoOf({ geometry, bbox }: LayerDescription) {
  return {
    version: '1.1.0',
    primary_column: 'geometry',
    columns: {
      // without a crs it is OGC:CRS84
      geometry: {
        encoding: 'WKB',
        geometry_types: [geometry],
        ...(geometry === 'MultiPolygon' ? { orientation: 'counterclockwise' } : {}),
        ...(bbox ? { bbox } : {}),
      },
    },
  }
}
