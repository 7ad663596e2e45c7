export type { StagingTable } from './appender.ts'
export {
  type Block,
  BlockBuilder,
  type BlockColumn,
  BlockLayout,
  buffersOf,
  type Choice,
  type ColumnKind,
  type StagedCell,
  TextBytes,
} from './block.ts'
export { cancelled, StoreError, tookTooLong } from './errors.ts'
export { compactFile, openStore, type Store, type StoreOptions } from './open.ts'
export type { QueryOptions } from './query.ts'
export { all, type Bound, countIf, day, empty, instant, join, name, oneOf, type Sql, sql } from './sql.ts'
export { sweep } from './sweep.ts'
export type { Cell, Row } from './values.ts'
export type { Transaction, WriteJob } from './write.ts'
