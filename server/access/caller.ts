/** Who asks, and how much of the centre the asker may see. */
export interface Caller {
  role: 'administrator' | 'coordinator' | 'planner' | 'public'
  /** codes of the areas whose tickets the caller may see, with everything below them; or all */
  scope: 'all' | readonly string[]
  /** may read and search titles, descriptions and addresses */
  freeText: boolean
}

/** Tells who sends a request. */
export type Access = (request: Request) => Caller | Promise<Caller>

/** The person at the machine that the server listens on: everything is theirs to see. */
export const localOperator: Access = () => ({ role: 'administrator', scope: 'all', freeText: true })

/** Same answers for the same question: part of every cache key. */
export function callerKey(caller: Caller): string {
  return JSON.stringify([caller.role, caller.scope, caller.freeText])
}
