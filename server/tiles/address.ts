import type { Position, Square } from '../layers/index.ts'

/** A tile of the web's square map: 2^z columns from the west, as many rows from the north. */
export interface TileAddress {
  z: number
  x: number
  y: number
}

/** The finest tiles: some 150 m a side at the equator. */
export const deepest = 18
/** Units along a side of a tile. */
export const extent = 4096

/** A place on the map as a square from 0 to 1, x from the west, y from the north. */
export function onMap([lon, lat]: Position): [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI
  return [lon / 360 + 0.5, Math.min(1, Math.max(0, y))]
}

/** The degrees a tile covers. */
export function squareOf({ z, x, y }: TileAddress): Square {
  const tiles = 2 ** z
  const lon = (column: number) => (column / tiles) * 360 - 180
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / tiles))) * 180) / Math.PI
  return { west: lon(x), south: lat(y + 1), east: lon(x + 1), north: lat(y) }
}

/** The tiles of a zoom that a box touches. */
export function tilesOf([west, south, east, north]: readonly [number, number, number, number], z: number) {
  const tiles = 2 ** z
  const at = (part: number) => Math.min(tiles - 1, Math.max(0, Math.floor(part * tiles)))
  const [left, top] = onMap([west, north])
  const [right, bottom] = onMap([east, south])
  return { minColumn: at(left), maxColumn: at(right), minRow: at(top), maxRow: at(bottom) }
}
