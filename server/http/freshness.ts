import { createHash, randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { callerKey } from '../access/index.ts'
import { centreOf, dayOf, presentOf } from '../centre/index.ts'
import { Flights } from './flights.ts'
import { packed } from './packed.ts'
import type { Env } from './router.ts'

/** The caller's own copy, asked for anew each time: an answer of another data version must never pass for this one. */
const cacheControl = 'private, no-cache'

/** What answers stand on beside what all do. */
interface Grounds {
  /** parts of a request that its answer follows from, beside its path and parameters, and the headers they come from */
  by?: { parts(c: Context<Env>): readonly string[]; headers: readonly string[] }
  /** milliseconds that the present stands still for; a second where absent */
  step?(c: Context<Env>): number | undefined
  /** whether an answer is too long to be kept whole and given to several who ask at one time */
  isLong?(c: Context<Env>): boolean
}

/** Questions about nothing but the pack and its areas: no ticket changes their answer. */
const aboutAreas = /^\/api\/(areas|basemap)(\/|$)/

/**
 * Answers "not modified" without asking the database, and asks it once where several ask the same at one time. An
 * answer is the same as long as the path with its parameters, the caller's scope, the data version and the instant of
 * the present are, or for areas the centre's mark and the day; the first part of the tag changes with every start, since a new release may count anew.
 */
export function freshness({ by, step, isLong }: Grounds = {}): MiddlewareHandler<Env> {
  const start = randomUUID()
  const flights = new Flights()
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const { store, clock, caller, signal } = c.var
    const centre = await centreOf(store)
    const { pathname, search } = new URL(c.req.url)
    const present = presentOf(centre, clock.now(), step?.(c))
    const standsOn = aboutAreas.test(pathname)
      ? [centre.mark, dayOf(present, centre.pack.timeZone)]
      : [centre.version, present]
    const others = by?.parts(c) ?? []
    const parts = [start, ...standsOn, callerKey(caller), pathname, search, ...others]
    const etag = `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}"`
    const vary = ['Accept-Encoding', ...(by?.headers ?? [])].join(', ')
    const headers = { ETag: etag, 'Cache-Control': cacheControl, Vary: vary }
    if (matches(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers)

    const tagged = () => {
      if (c.res.ok) for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
    }
    if (isLong?.(c)) {
      await next()
      return tagged()
    }
    const answer = await flights.board(etag, signal, async (shared) => {
      c.set('signal', shared)
      await next()
      if (c.res.ok) for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
      return c.res
    })
    const copy = await packed(c, answer)
    // the one who asked has its answer replaced by the copy too: a body can be read once only
    c.res = undefined
    c.res = new Response(copy.body, { status: copy.status, headers: copy.headers })
    // on the answer as it is: the context would make another, whose bytes go out as a stream
    c.res.headers.set('X-Request-Id', c.var.requestId)
  }
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(etag))
}
