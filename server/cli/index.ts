export {
  type AdmissionFlags,
  addDisplay,
  addKey,
  addUser,
  changeUser,
  displayLines,
  everybody,
  keyLines,
  revokeOne,
  scopeOf,
  userLines,
} from './admissions.ts'
export { type AuditOptions, auditLines, auditPage, auditVerdict, verdictLines } from './audit.ts'
export { commandedAt, keepDeed, keepWithin } from './audited.ts'
export {
  type BoundaryOptions,
  boundaryFlags,
  boundaryLines,
  editionLines,
  newBoundaries,
} from './boundaries.ts'
export {
  backup,
  compact,
  roomForTickets,
  withDatabase,
  withDatabaseIfAny,
  withNewDatabase,
} from './database.ts'
export { type Ask, withDoor } from './door.ts'
export {
  type ExportOptions,
  exportable,
  exportInto,
  exportLines,
  filterOptions,
  layerFlags,
  UsageError,
} from './export.ts'
export { inspectionLines } from './inspection.ts'
export { readPassword } from './password.ts'
export { importPeer, isPeer, type PeerOptions } from './peer.ts'
export { progressOn } from './progress.ts'
export { type PurgeOptions, purgeBy, purgeLines } from './purge.ts'
export { checkLines, infoLines, loadLines, reportLines } from './report.ts'
