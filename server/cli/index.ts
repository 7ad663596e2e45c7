export { backup, withDatabase, withNewDatabase } from './database.ts'
export { progressOn } from './progress.ts'
export { checkLines, infoLines, loadLines, reportLines } from './report.ts'
