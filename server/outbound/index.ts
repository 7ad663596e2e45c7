export { isPublic } from './addresses.ts'
export { type Incoming, OutboundError, type Outgoing, type Reach, send } from './send.ts'
