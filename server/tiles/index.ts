export { deepest, type TileAddress, tilesOf } from './address.ts'
export { KeptLayers } from './kept.ts'
export { type Tileset, tilesetOf } from './tileset.ts'
