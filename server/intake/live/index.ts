export { KeyReused, type Token, tokenOf } from './idempotency.ts'
export { Busy, LiveIntake, type Rows, type Taken } from './intake.ts'
