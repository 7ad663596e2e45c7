import { ProblemError } from '../problems.ts'
import type { Caller } from './caller.ts'

/**
 * Boundaries are everybody's: who changes them, or looks at what a change would move, plans for the whole centre. Throws a
 * 403 problem for anybody else.
 */
export function mayChangeBoundaries({ role, scope }: Caller): void {
  if ((role === 'administrator' || role === 'planner') && scope === 'all') return
  throw new ProblemError(403, 'Boundaries are changed by planners and administrators of the whole centre.')
}
