export { backup, withDatabase, withDatabaseIfAny, withNewDatabase } from './database.ts'
export {
  type ExportOptions,
  exportable,
  exportInto,
  exportLines,
  filterOptions,
  UsageError,
} from './export.ts'
export { inspectionLines } from './inspection.ts'
export { progressOn } from './progress.ts'
export { checkLines, infoLines, loadLines, reportLines } from './report.ts'
