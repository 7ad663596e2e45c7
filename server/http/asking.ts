import { Boundaries, LocalDate } from '@grid/data/contract'
import type { Context } from 'hono'
import { z } from 'zod'
import { centreOf, presentOf } from '../centre/index.ts'
import { type Asking, byBoundaries, centreWithin } from '../filter/index.ts'
import type { Env } from './router.ts'

const read = z.object({
  boundaries: Boundaries.optional().catch(undefined),
  from: LocalDate.optional().catch(undefined),
  to: LocalDate.optional().catch(undefined),
})

/**
 * The question of a request, ready for a room: put to the boundaries that its filter names. What is no value of the filter
 * is refused by the route. The present stands still for `step` milliseconds, a second by itself.
 */
export async function asking(c: Context<Env>, step?: number): Promise<Asking> {
  const { store, clock, caller, signal } = c.var
  const centre = await centreOf(store)
  const present = presentOf(centre, clock.now(), step)
  const own = { store, centre: await centreWithin(store, centre, caller), caller, present, signal }
  return byBoundaries(own, read.parse(c.req.query()))
}
