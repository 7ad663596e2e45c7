import { VectorTile } from '@mapbox/vector-tile'
import type { Feature } from 'geojson'
import { PbfReader } from 'pbf'

/** A tile as an independent reader of Mapbox Vector Tiles has it: its layers by name, features in degrees. */
export interface ReadTile {
  layers: Record<string, { version: number; extent: number; features: Feature[]; raw: RawFeature[] }>
}

/** A feature in the units of its tile. */
export interface RawFeature {
  type: 'Point' | 'LineString' | 'Polygon' | 'Unknown'
  properties: Record<string, string | number | boolean>
  lines: { x: number; y: number }[][]
}

const kinds = ['Unknown', 'Point', 'LineString', 'Polygon'] as const

/** Reads the bytes of the tile at a place; no byte is a tile without layers. */
export function readTile(bytes: Uint8Array, { z, x, y }: { z: number; x: number; y: number }): ReadTile {
  const tile = new VectorTile(new PbfReader(bytes))
  const layers = Object.entries(tile.layers).map(([name, layer]) => {
    const features = Array.from({ length: layer.length }, (_, index) => layer.feature(index))
    return [
      name,
      {
        version: layer.version,
        extent: layer.extent,
        features: features.map((feature) => feature.toGeoJSON(x, y, z)),
        raw: features.map((feature) => ({
          type: kinds[feature.type]!,
          properties: feature.properties,
          lines: feature.loadGeometry(),
        })),
      },
    ] as const
  })
  return { layers: Object.fromEntries(layers) }
}

/** The tile of a zoom that a place lies in. */
export function tileAt(
  [lon, lat]: readonly [number, number],
  z: number,
): { z: number; x: number; y: number } {
  const tiles = 2 ** z
  const angle = (lat * Math.PI) / 180
  return {
    z,
    x: Math.floor(((lon + 180) / 360) * tiles),
    y: Math.floor(((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * tiles),
  }
}
