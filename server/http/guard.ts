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
