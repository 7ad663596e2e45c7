export { type LoadOptions, loadPack } from './load.ts'
export { loadPlaces } from './places.ts'
