export { tracePaths } from './trace.ts'
