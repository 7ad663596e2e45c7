import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { Env, Surface } from './router.ts'

type Directives = Readonly<Record<string, readonly string[]>>

/** Data: whatever a browser makes of it, it may load and run nothing. */
const data: Directives = { 'default-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'none'"] }

/** The web: everything from this server alone. */
const web: Directives = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  // the map draws in workers
  'worker-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  // pictures that the page makes of its map
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  // the components write their style sheets as they are drawn, the charts theirs as attributes
  'style-src': ["'self'", "'unsafe-inline'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
}

/** The page of the API: scripts and styles are files of this server, its pictures are in its styles. */
const docs: Directives = {
  ...data,
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
}

/** What the answer may do in a browser that uses what it is not told. */
const permissions = [
  ...['accelerometer', 'autoplay', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer'],
  ...['microphone', 'midi', 'payment', 'publickey-credentials-get', 'usb', 'xr-spatial-tracking'],
].map((feature) => `${feature}=()`)
// the wall fills the screen and keeps it awake; a line can be copied
const own = ['fullscreen', 'screen-wake-lock', 'clipboard-write'].map((feature) => `${feature}=(self)`)

/**
 * Headers that keep an answer from being more than it is: nothing from other servers, no inline script, no frame but those
 * of the origins in `framedBy` (`https://portal.example`), no guessing of types, no address told to other sites, and no
 * copy kept by anybody where the answer does not say otherwise.
 */
export function securityHeaders(framedBy: readonly string[] = []) {
  const ancestors = framedBy.length > 0 ? ["'self'", ...framedBy] : ["'none'"]
  const fixed: [string, string][] = [
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Origin-Agent-Cluster', '?1'],
    ['X-DNS-Prefetch-Control', 'off'],
    ['X-Permitted-Cross-Domain-Policies', 'none'],
    ['Permissions-Policy', [...permissions, ...own].join(', ')],
    // for browsers that know no frame-ancestors; it has no list
    ...(framedBy.length > 0 ? [] : [['X-Frame-Options', 'DENY'] satisfies [string, string]]),
  ]
  return createMiddleware<Env>(async (c, next) => {
    await next()
    const directives = directivesOf(c.get('surface'))
    // on the answer as it is: the context makes another for every header
    const { headers } = c.res
    headers.set('Content-Security-Policy', written({ ...directives, 'frame-ancestors': ancestors }))
    for (const [name, value] of fixed) headers.set(name, value)
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
  })
}

function directivesOf(surface: Surface | undefined): Directives {
  if (surface === undefined) return data
  if (typeof surface === 'string') return { web, docs }[surface]
  const hash = createHash('sha256').update(surface.style).digest('base64')
  return { ...data, 'style-src': [`'sha256-${hash}'`] }
}

function written(directives: Directives): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}
