export { type Access, type Caller, callerKey, localOperator } from './caller.ts'
export { mayChangeBoundaries } from './may.ts'
