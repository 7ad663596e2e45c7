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

/** The person at the machine that the server listens on: everything is theirs to see. */
export const localOperator: Access = () => ({
  role: 'administrator',
  scope: 'all',
  freeText: true,
  who: { kind: 'local', id: 'local', name: 'local' },
})

/** Same answers for the same question: part of every cache key. */
export function callerKey({ role, scope, freeText }: Caller): string {
  return JSON.stringify([role, scope === 'all' ? scope : [...scope].sort(), freeText])
}

/** The same sender: what one names its own messages by is no concern of another's. */
export function senderKey({ who, ...rights }: Caller): string {
  return JSON.stringify([who.kind, who.id, callerKey({ who, ...rights })])
}
