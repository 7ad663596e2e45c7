export { type LoadOptions, loadPack } from './load.ts'
