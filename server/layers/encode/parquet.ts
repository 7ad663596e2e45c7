import type { LayerDescription, LayerProperty } from '@grid/data/contract'
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { Feature, OpenLayer, Value } from '../layer.ts'
import type { Format } from './format.ts'
import { wellKnownBinary } from './wkb.ts'

/** Features of a row group: what is held in memory at a time. */
const groupSize = 20_000

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
    for await (const group of groups(layer)) {
      writer.write({ columnData: columnsOf(description, group), rowGroupSize: groupSize })
      yield taken(bytes)
    }
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

async function* groups({ features }: OpenLayer): AsyncGenerator<Feature[]> {
  let group: Feature[] = []
  for await (const batch of features()) {
    group.push(...batch)
    if (group.length >= groupSize) {
      yield group.slice(0, groupSize)
      group = group.slice(groupSize)
    }
  }
  if (group.length > 0) yield group
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

function columnsOf({ properties }: LayerDescription, group: readonly Feature[]) {
  return [
    ...properties.map(({ name, kind }, index) => ({
      name,
      data: group.map(({ values }) => cellOf(values[index] ?? null, kind)),
    })),
    { name: 'geometry', data: group.map(({ geometry }) => geometry && wellKnownBinary(geometry)) },
  ]
}

function cellOf(value: Value, kind: LayerProperty['kind']): Value | bigint | Date {
  if (value === null) return null
  if (kind === 'day') return new Date(`${value}T00:00:00Z`)
  if (typeof value !== 'number') return value
  if (kind === 'instant') return new Date(value)
  return kind === 'whole number' ? BigInt(value) : value
}
