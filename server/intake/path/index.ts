export { completePaths } from './backlog.ts'
export { tierRanks } from './ranks.ts'
export { type PathRules, pathRules, tracePaths } from './trace.ts'
