export { changedBy } from './changed.ts'
export { KeyReused, type Token, tokenOf } from './idempotency.ts'
export { Busy, LiveIntake, type Taken, type Told } from './intake.ts'
export type { Rows } from './rows.ts'
