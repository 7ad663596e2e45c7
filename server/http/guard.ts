import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import { ProblemError } from '../problems.ts'
import type { Env } from './router.ts'

/** Characters of an address: enough for a polygon of some hundred corners. */
const longestAddress = 16_000
/** Bytes of a message: some ten thousand tickets. */
const largestBody = 8_000_000

/** Everything comes from this server alone; the map draws in workers and the components bring their own styles. */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'self'"],
  },
  referrerPolicy: 'same-origin',
  // a promise about https that a server on plain http cannot make
  strictTransportSecurity: false,
})

/** Refuses addresses that are too long. */
export const addressLimit = createMiddleware<Env>(async (c, next) => {
  if (c.req.url.length > longestAddress)
    throw new ProblemError(414, `An address may have ${longestAddress} characters.`)
  await next()
})

/** Refuses messages that are too large. */
export const messageLimit = bodyLimit({
  maxSize: largestBody,
  onError: () => {
    throw new ProblemError(413, `A message may have ${largestBody} bytes.`)
  },
})
