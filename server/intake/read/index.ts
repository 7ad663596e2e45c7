export { openSource } from './open.ts'
export * from './source.ts'
