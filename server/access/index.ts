export { type Access, type Caller, callerKey, localOperator, type Who } from './caller.ts'
