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

/** Bytes of a file that is sent: the outlines of some thousand areas. */
const largestFile = 64_000_000

const limits = {
  message: limited(largestBody, `A message may have ${largestBody} bytes.`),
  file: limited(largestFile, `A file may have ${largestFile} bytes.`),
}

/** Refuses messages that are too large, and files where `takesFiles` says that the path takes some. */
export function messageLimit(takesFiles: (path: string) => boolean) {
  return createMiddleware<Env>((c, next) => limits[takesFiles(c.req.path) ? 'file' : 'message'](c, next))
}

function limited(maxSize: number, detail: string) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ProblemError(413, detail)
    },
  })
}
