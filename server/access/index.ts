export { type Access, type Caller, callerKey, localOperator, senderKey, type Who } from './caller.ts'
