export { KeyReused, type Token, tokenOf } from './idempotency.ts'
export { Busy, LiveIntake, type Taken } from './intake.ts'
export type { Rows } from './rows.ts'
