import type { Context } from 'hono'
import { centreOf, presentOf } from '../centre/index.ts'
import { type Asking, centreWithin } from '../filter/index.ts'
import type { Env } from './router.ts'

/** The question of a request, ready for a room; the present stands still for `step` milliseconds, a second by itself. */
export async function asking(c: Context<Env>, step?: number): Promise<Asking> {
  const { store, clock, caller, signal } = c.var
  const centre = await centreOf(store)
  const present = presentOf(centre, clock.now(), step)
  return { store, centre: await centreWithin(store, centre, caller), caller, present, signal }
}
