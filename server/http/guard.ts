import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { ProblemError } from '../problems.ts'
import type { Env } from './router.ts'

/** Characters of an address: enough for a polygon of some hundred corners. */
const longestAddress = 16_000
/** Parameters of an address: some hundred areas or categories. */
const mostParameters = 500
/** Headers of a request; a browser behind two proxies sends some thirty. */
export const mostHeaders = 100
/** Bytes of a message: some ten thousand tickets. */
const largestBody = 8_000_000

/** Refuses addresses that are too long, and requests with too many parameters or headers. */
export const requestLimits = createMiddleware<Env>(async (c, next) => {
  const { url } = c.req
  if (url.length > longestAddress)
    throw new ProblemError(414, `An address may have ${longestAddress} characters.`)
  const query = url.indexOf('?')
  if (query !== -1 && url.slice(query).split('&').length > mostParameters)
    throw new ProblemError(414, `An address may have ${mostParameters} parameters.`)
  if ([...c.req.raw.headers.keys()].length > mostHeaders)
    throw new ProblemError(431, `A request may have ${mostHeaders} headers.`)
  await next()
})

/** Refuses messages that are too large. */
export const messageLimit = bodyLimit({
  maxSize: largestBody,
  onError: () => {
    throw new ProblemError(413, `A message may have ${largestBody} bytes.`)
  },
})
