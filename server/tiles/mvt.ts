import type { GeoJSONVTFeature } from '@maplibre/geojson-vt'
import { fromVectorTileJs, GeoJSONWrapper } from '@maplibre/vt-pbf'
import { extent } from './address.ts'

/** A feature in the units of its tile. */
export type TileFeature = GeoJSONVTFeature

type Ring = [number, number][]

/** A tile of one layer as a Mapbox Vector Tile of version 2. */
export function encoded(layer: string, features: readonly TileFeature[]): Uint8Array<ArrayBuffer> {
  const wrapped = new GeoJSONWrapper([...features], { version: 2, extent })
  wrapped.name = layer
  return new Uint8Array(fromVectorTileJs({ layers: { [layer]: wrapped } }))
}

/**
 * Features as the format wants them once their corners lie on whole units: no corner twice in a row, no ring without an
 * area, no hole without its outer ring, no line of one corner. What is left of nothing is left out.
 */
export function tidied(features: readonly TileFeature[]): TileFeature[] {
  return features.flatMap((feature): TileFeature[] => {
    if (feature.type === 1) return [feature]
    const lines = feature.geometry.map(distinct)
    const geometry = feature.type === 3 ? ringsOf(lines) : lines.filter((line) => line.length > 1)
    return geometry.length === 0 ? [] : [{ ...feature, geometry }]
  })
}

function distinct(line: Ring): Ring {
  return line.filter(([x, y], index) => {
    const before = line[index - 1]
    return !before || before[0] !== x || before[1] !== y
  })
}

/** Outer rings have a positive area, y growing downward, the holes that follow them a negative one. */
function ringsOf(rings: readonly Ring[]): Ring[] {
  const kept: Ring[] = []
  for (const ring of rings) {
    const area = areaOf(ring)
    if (area > 0 || (area < 0 && kept.length > 0)) kept.push(ring)
  }
  return kept
}

/** Twice the area in square units. */
function areaOf(ring: Ring): number {
  let sum = 0
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(index + 1) % ring.length]!
    sum += x * nextY - nextX * y
  }
  return sum
}
