import { createMiddleware } from 'hono/factory'
import { Limiter, type Pace } from '../access/index.ts'
import { ProblemError } from '../problems.ts'
import type { Env } from './router.ts'

/**
 * Holds each sender to a pace: a person, a key, an address that is nobody's. Whoever is at the machine itself is not held.
 * Throws 429 with the seconds to wait.
 */
export function paced(pace: Pace) {
  const limiter = new Limiter(pace)
  return createMiddleware<Env>(async (c, next) => {
    const { who } = c.var.caller
    if (who.kind !== 'local') {
      const sender = who.kind === 'public' ? `address ${c.var.sender.address}` : `${who.kind} ${who.id}`
      const wait = limiter.take(sender, c.var.clock.now())
      if (wait > 0)
        throw new ProblemError(429, 'Too many messages: send fewer, with more rows each.', [], wait)
    }
    return next()
  })
}
