export { completePaths } from './backlog.ts'
export { tierRanks } from './ranks.ts'
export { tracePaths } from './trace.ts'
