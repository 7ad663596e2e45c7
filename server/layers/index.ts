export { type Box, boxOfAll } from './box.ts'
export * from './condition/index.ts'
export { type Format, formats } from './encode/index.ts'
export { featureWriter } from './encode/json.ts'
export { type ExportedFile, type ExportQuestion, exportFile, fileBeside } from './export.ts'
export type {
  Feature,
  Geometry,
  Ground,
  Layer,
  LayerQuestion,
  OpenLayer,
  Page,
  Position,
  Square,
  Tiled,
  Value,
} from './layer.ts'
export { layersOf, layerWithId } from './list.ts'
export { LayerOptions, layerOptions, onlyTaken } from './options.ts'
export { profileOf } from './profile.ts'
export { layerSheet } from './sheet.ts'
export { featuresTelling } from './telling.ts'
export { wound } from './winding.ts'
