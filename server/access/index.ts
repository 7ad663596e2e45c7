export { accountOf, addAccount, changeAccount, type SsoPerson, ssoAccount } from './accounts.ts'
export type { Beside } from './beside.ts'
export { type AccountRecord, type Book, bookOf, hasAccounts, type TokenRecord } from './book.ts'
export {
  type Access,
  type Admission,
  type Caller,
  callerKey,
  isOwnName,
  localOperator,
  nobody,
  ownMachine,
  senderKey,
  type Who,
} from './caller.ts'
export { controlPath } from './control.ts'
export { Limiter, type Pace } from './limiter.ts'
export { changePassword, logIn } from './login.ts'
export { may, needsWholeCentre, rolesFor, tasksOf, wallMayAsk } from './rights.ts'
export { endSession, limits, startSession } from './sessions.ts'
export { callerShowing, type Known, type Shown, stillStands } from './shown.ts'
export { backPath, Sso, type SsoSettings } from './sso.ts'
export { SsoMap } from './sso-map.ts'
export { addDisplay, addKey, displayOf, keyOf, revoke, tokenOfSecret } from './tokens.ts'
export { unknownAreas } from './told.ts'
