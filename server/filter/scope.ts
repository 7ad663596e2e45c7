import type { Caller } from '../access/index.ts'
import type { AreaTree } from '../centre/index.ts'

type Scope = Caller['scope']

/** Whether everything that one scope opens lies in another. */
export function isWithinScope(areas: AreaTree, narrow: Scope, wide: Scope): boolean {
  if (wide === 'all') return true
  if (narrow === 'all') return false
  return narrow.every((code) => areas.path(code).some((above) => wide.includes(above)))
}
