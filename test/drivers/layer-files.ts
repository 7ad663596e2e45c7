// Reads exported files back with readers that are not the server's own writers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LayerDescription } from '@grid/data/contract'
import { ByteBuffer } from 'flatbuffers'
import { magicbytes } from 'flatgeobuf/lib/mjs/constants.js'
import { Feature as FeatureTable } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js'
import { parseProperties } from 'flatgeobuf/lib/mjs/generic/feature.js'
import { fromGeometry } from 'flatgeobuf/lib/mjs/geojson/geometry.js'
import { fromByteBuffer } from 'flatgeobuf/lib/mjs/header-meta.js'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import sqlite from 'node-sqlite3-wasm'

/** A feature as any of the formats holds it; a format without text ids has none. */
export interface ReadFeature {
  geometry: { type: string; coordinates: unknown } | null
  properties: Record<string, unknown>
}

/** A file read whole; `metadata` is null where there is no feature to carry it, or it is in a file beside. */
export interface ReadFile {
  features: ReadFeature[]
  metadata: LayerDescription | null
}

type Reader = (bytes: Uint8Array) => Promise<ReadFile>

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
const described = (json: unknown) => LayerDescription.parse(json)

/** One reader for each format. Throws where a file is not what its format says. */
export const readers: Record<string, Reader> = {
  geojson: async (bytes) => {
    const { features, metadata } = JSON.parse(text(bytes)) as { features: ReadFeature[]; metadata: unknown }
    return { features, metadata: described(metadata) }
  },
  geojsonl: async (bytes) => {
    const features = text(bytes)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as ReadFeature & { metadata?: unknown })
    return { features, metadata: features[0] ? described(features[0].metadata) : null }
  },
  csv: async (bytes) => {
    const [header = [], ...rows] = csvRows(text(bytes).replace(/^\uFEFF/, ''))
    const features = rows.map((cells) => {
      const properties = Object.fromEntries(
        cells.map((cell, index) => [header[index]!, cell === '' ? null : cell]),
      )
      const { lon, lat } = properties
      return {
        geometry: lon && lat ? { type: 'Point', coordinates: [Number(lon), Number(lat)] } : null,
        properties,
      }
    })
    return { features, metadata: null }
  },
  fgb: async (bytes) => {
    const buffer = new ByteBuffer(bytes)
    if (!magicbytes.every((byte, index) => bytes[index] === byte)) throw new SyntaxError('no FlatGeobuf')
    const sizeAt = magicbytes.length
    buffer.setPosition(sizeAt)
    const header = fromByteBuffer(buffer)
    const features: ReadFeature[] = []
    // the package's own reader of whole files stumbles over features without a place
    for (
      let at = sizeAt + 4 + buffer.readUint32(sizeAt);
      at < bytes.length;
      at += 4 + buffer.readUint32(at)
    ) {
      buffer.setPosition(at)
      const feature = FeatureTable.getSizePrefixedRootAsFeature(buffer)
      const geometry = feature.geometry()
      features.push({
        geometry: geometry && (fromGeometry(geometry, header.geometryType) as ReadFeature['geometry']),
        properties: parseProperties(feature, header.columns) as ReadFeature['properties'],
      })
    }
    if (features.length !== header.featuresCount)
      throw new SyntaxError(`not ${header.featuresCount} features`)
    return { features, metadata: described(JSON.parse(header.metadata ?? 'null')) }
  },
  gpkg: async (bytes) => {
    const folder = mkdtempSync(join(tmpdir(), 'grid-read-'))
    const path = join(folder, 'read.gpkg')
    writeFileSync(path, bytes)
    const database = new sqlite.Database(path, { readOnly: true })
    try {
      const metadata = database.get('SELECT metadata FROM gpkg_metadata')
      const table = database.get('SELECT table_name FROM gpkg_contents')
      const rows = database.all(`SELECT * FROM "${table?.table_name}"`)
      return {
        features: rows.map(({ geom, fid: _, ...properties }) => ({
          geometry: geom instanceof Uint8Array ? geoPackageGeometry(geom) : null,
          properties,
        })),
        metadata: described(JSON.parse(String(metadata?.metadata))),
      }
    } finally {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  parquet: async (bytes) => {
    const file = bytes.slice().buffer
    const metadata = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'grid_centre')
    const rows = await parquetReadObjects({ file })
    return {
      features: rows.map(({ geometry, ...properties }) => ({
        geometry: geometry as ReadFeature['geometry'],
        properties,
      })),
      metadata: described(JSON.parse(metadata?.value ?? 'null')),
    }
  },
}

/** Rows of cells by RFC 4180: CRLF between rows, quotes doubled within quotes. */
export function csvRows(csv: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy
  while (cell.lastIndex < csv.length) {
    const found = cell.exec(csv)
    if (!found) throw new SyntaxError(`no cell at ${cell.lastIndex}`)
    const [, written = '', end] = found
    rows.at(-1)!.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written)
    if (end === '\r\n') rows.push([])
  }
  if (rows.at(-1)?.length === 0) rows.pop()
  return rows
}

/** The point or the type of the outline behind a GeoPackage's header. */
function geoPackageGeometry(blob: Uint8Array): ReadFeature['geometry'] {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  if (blob[0] !== 0x47 || blob[1] !== 0x50) throw new SyntaxError('no GeoPackage geometry')
  const envelope = (view.getUint8(3) >> 1) & 0b111
  const at = 8 + ([0, 32, 48, 48, 64][envelope] ?? Number.NaN)
  const type = view.getUint32(at + 1, true)
  if (type === 1)
    return {
      type: 'Point',
      coordinates: [view.getFloat64(at + 5, true), view.getFloat64(at + 13, true)],
    }
  return { type: { 2: 'LineString', 6: 'MultiPolygon' }[type] ?? `type ${type}`, coordinates: null }
}
