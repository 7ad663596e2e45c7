import type { AuditAction } from '@grid/data/contract'
import type { Context, MiddlewareHandler } from 'hono'
import type { Audit, Happening } from '../audit/index.ts'
import type { Env } from './router.ts'

/** A question whose answer tells of single tickets, or of what others did. */
interface Watched {
  /** its group names which of the things it is */
  path: RegExp
  action: AuditAction
  what: string
  /** asked for piece by piece: one entry for many */
  pieces?: true
  /** asked for by sending something */
  posted?: true
}

/** Every address that shows more than counts; the tests hold the API's document against it. */
const watched: readonly Watched[] = [
  { path: /^\/api\/tickets$/, action: 'saw', what: 'tickets' },
  { path: /^\/api\/tickets\/([^/]+)(?:\/log)?$/, action: 'saw', what: 'ticket' },
  { path: /^\/api\/overdue$/, action: 'saw', what: 'tickets' },
  { path: /^\/api\/flows\/(?:tickets|problems)$/, action: 'saw', what: 'tickets' },
  { path: /^\/api\/checklists\/tickets$/, action: 'saw', what: 'tickets' },
  { path: /^\/api\/repeats$/, action: 'saw', what: 'repeats' },
  { path: /^\/api\/boundaries\/preview/, action: 'saw', what: 'tickets', posted: true },
  { path: /^\/api\/alerts$/, action: 'saw', what: 'alerts' },
  { path: /^\/api\/live$/, action: 'saw', what: 'changes' },
  { path: /^\/api\/audit$/, action: 'saw', what: 'audit' },
  { path: /^\/api\/access$/, action: 'saw', what: 'access' },
  { path: /^\/api\/layers\/([^/]+)$/, action: 'saw', what: 'layer' },
  { path: /^\/api\/export\/(log\.[a-z.]+)$/, action: 'exported', what: 'log' },
  { path: /^\/api\/export\/([^/]+)$/, action: 'exported', what: 'layer' },
  { path: /^\/ogc\/collections\/([^/]+)\/items/, action: 'saw', what: 'layer' },
  { path: /^\/ogc\/collections\/([^/]+)\/.*tiles\/\w+\/\d/, action: 'saw', what: 'layer', pieces: true },
  { path: /^\/open311\/v2\/requests(?:\.\w+)?$/, action: 'saw', what: 'tickets' },
  { path: /^\/open311\/v2\/(?:requests|tokens)\/(.+?)(?:\.(?:json|xml))?$/, action: 'saw', what: 'ticket' },
]

/** What an address shows, and which; undefined where it shows counts alone. */
export function watchedAt(path: string): (Watched & { subject: string | null }) | undefined {
  for (const one of watched) {
    const found = one.path.exec(path)
    if (found) return { ...one, subject: found[1] === undefined ? null : decoded(found[1]) }
  }
  return undefined
}

/** Parameters that let somebody in are never written down. */
const secret = /key|token|secret|password|^code$/i

/** Milliseconds in which a look that shows nothing new is the same look. */
const sameLookMs = 600_000
const mostLooks = 20_000

/**
 * Keeps who looks at tickets, takes them away, or asks for what is not theirs. An export is kept before its first byte; a
 * look within a second, in batches. Somebody who asks again within ten minutes and is told that nothing has changed has
 * looked once. What changes something is kept where it is changed, with it.
 */
export function watching(audit: Audit): MiddlewareHandler<Env> {
  const looks = new Looks()
  return async (c, next) => {
    await next()
    const happening = seenIn(c, looks)
    if (!happening) return
    try {
      if (happening.action === 'exported') await audit.record(happening)
      else audit.note(happening)
    } catch (cause) {
      // nobody gets what cannot be kept
      await c.res.body?.cancel()
      throw cause
    }
  }
}

/** What an answer showed, or to whom it was refused; nothing where it showed counts, or no more than a moment ago. */
function seenIn(c: Context<Env>, looks: Looks): Happening | undefined {
  const { status } = c.res
  const { method, path, url } = c.req
  const known = c.var.caller.who.kind !== 'public'
  if (status === 403)
    return known
      ? { ...happeningOf(c), action: 'refused', what: 'request', subject: `${method} ${path}` }
      : undefined
  const shown = watchedAt(path)
  if (!shown || (method === 'GET') === (shown.posted === true)) return undefined
  const { action, what, subject, pieces } = shown
  if (status === 404)
    return known && what === 'ticket' ? { ...happeningOf(c), action: 'refused', what, subject } : undefined
  if (status >= 400) return undefined
  const happening = { ...happeningOf(c), action, what, subject }
  const again = status === 304 || pieces === true
  return again && !looks.isNew(happening, new URL(url).search) ? undefined : happening
}

/** Who looked at what of late. */
class Looks {
  private readonly seen = new Map<string, number>()

  /** Whether this look is more than another of the same. */
  isNew({ at, caller, from, what, subject }: Happening, search: string): boolean {
    const look = JSON.stringify([caller.who.kind, caller.who.id, from, what, subject, search])
    const last = this.seen.get(look)
    if (last !== undefined && at - last < sameLookMs) return false
    if (this.seen.size >= mostLooks) this.seen.clear()
    this.seen.set(look, at)
    return true
  }
}

/** Who asks, from where and with which parameters: what an entry about this request begins with. */
export function happeningOf(c: Context<Env>): Omit<Happening, 'action' | 'what'> {
  const { caller, sender, requestId, clock } = c.var
  const filter = Object.fromEntries(Object.entries(c.req.queries()).filter(([name]) => !secret.test(name)))
  return { at: clock.now(), caller, from: sender.address, filter, request: requestId }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
