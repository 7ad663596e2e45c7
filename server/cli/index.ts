export { backup, withDatabase, withDatabaseIfAny, withNewDatabase } from './database.ts'
export { inspectionLines } from './inspection.ts'
export { progressOn } from './progress.ts'
export { checkLines, infoLines, loadLines, reportLines } from './report.ts'
