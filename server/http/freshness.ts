import { createHash, randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { callerKey } from '../access/index.ts'
import { centreOf, dayOf, presentOf } from '../centre/index.ts'
import { Flights } from './flights.ts'
import type { Env } from './router.ts'

/** The caller's own copy, asked for anew each time: an answer of another data version must never pass for this one. */
const cacheControl = 'private, no-cache'

/** Questions about nothing but the pack and its areas: no ticket changes their answer. */
const aboutAreas = /^\/api\/(areas|basemap)(\/|$)/

/**
 * Answers "not modified" without asking the database, and asks it once where several ask the same at one time. An
 * answer is the same as long as the path with its parameters, the caller's scope, the data version and the instant of
 * the present are, or for areas the centre's mark and the day; the first part of the tag changes with every start, since a new release may count anew.
 */
export function freshness(): MiddlewareHandler<Env> {
  const start = randomUUID()
  const flights = new Flights()
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const { store, clock, caller, signal } = c.var
    const centre = await centreOf(store)
    const { pathname, search } = new URL(c.req.url)
    const present = presentOf(centre, clock.now())
    const standsOn = aboutAreas.test(pathname)
      ? [centre.mark, dayOf(present, centre.pack.timeZone)]
      : [centre.version, present]
    const parts = [start, ...standsOn, callerKey(caller), pathname, search]
    const etag = `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}"`
    const headers = { ETag: etag, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' }
    if (matches(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)

    const copy = await flights.board(etag, signal, async (shared) => {
      c.set('signal', shared)
      await next()
      if (c.res.status === 200)
        for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
      return c.res
    })
    // the one who asked has its answer replaced by the copy too: a body can be read once only
    c.res = undefined
    c.res = new Response(copy.body, { status: copy.status, headers: copy.headers })
    c.header('X-Request-Id', c.var.requestId)
  }
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(etag))
}
