export { purge } from './purge.ts'
