import type { Role } from '@grid/data/contract'

/** The identity behind a request, as the audit and the page of who is logged in name it. */
export interface Who {
  /**
   * person: logged in; key: a machine; display: a wall; local: whoever is at the machine, in a centre that needs no
   * login; public: nobody is known
   */
  kind: 'person' | 'key' | 'display' | 'local' | 'public'
  /** never used for another again */
  id: string
  name: string
}

/** Who asks, and how much of the centre the asker may see. */
export interface Caller {
  role: Role
  /** codes of the areas whose tickets the caller may see, with everything below them; or all */
  scope: 'all' | readonly string[]
  /** may read and search titles, descriptions and addresses */
  freeText: boolean
  who: Who
}

/** Tells who sends a request. */
export type Access = (request: Request) => Caller | Promise<Caller>

/**
 * How a server tells who sends a request: by a function; by `login`, where people, machines and walls say who they are; or
 * `own machine`: whoever is at the machine, until somebody has an account, and by login from then on.
 */
export type Admission = Access | 'login' | 'own machine'

/** Who has not said who they are: sees no ticket. */
export const nobody: Caller = {
  role: 'public',
  scope: [],
  freeText: false,
  who: { kind: 'public', id: '', name: '' },
}

/** The person at the machine that the server listens on: everything is theirs to see. */
export const localOperator: Access = () => ({
  role: 'administrator',
  scope: 'all',
  freeText: true,
  who: { kind: 'local', id: 'local', name: 'local' },
})

const ownNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether a name or address leads to this machine alone. */
export function isOwnName(host: string): boolean {
  return ownNames.test(host.toLowerCase()) || host === '::1'
}

/**
 * The person at the machine, as long as the machine is asked by a name of its own: a page of another site could give its
 * own name our address, and would read as if it were ours.
 */
export const ownMachine: Access = (request) =>
  isOwnName(new URL(request.url).hostname) ? localOperator(request) : nobody

/** Same answers for the same question: part of every cache key. */
export function callerKey({ role, scope, freeText }: Caller): string {
  return JSON.stringify([role, scope === 'all' ? scope : [...scope].sort(), freeText])
}

/** The same sender: what one names its own messages by is no concern of another's. */
export function senderKey({ who, ...rights }: Caller): string {
  return JSON.stringify([who.kind, who.id, callerKey({ who, ...rights })])
}
