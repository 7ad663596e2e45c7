import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { ProblemError, problem, type Refusal } from '../problems.ts'
import { StoreError } from '../store/index.ts'
import type { Env } from './router.ts'

/** Seconds after which a question that was too much may be asked again. */
const patience = 5

/** The one place where errors become answers: problem details of RFC 9457, never the insides of the server. */
export function failure(error: unknown, c: Context<Env>): Response {
  if (error instanceof ProblemError) {
    return problemResponse(c, error.status, error.message, error.errors, error.retryAfter)
  }
  if (error instanceof StoreError) {
    // nobody waits for this answer any more
    if (error.code === 'cancelled') return new Response(null, { status: 499 })
    if (error.code === 'timeout')
      return problemResponse(c, 503, 'Ask for a shorter period or a smaller area.')
    if (error.code === 'busy')
      return problemResponse(c, 503, 'Too much is being asked at once; ask again in a moment.')
    if (error.code === 'closed') return problemResponse(c, 503, 'The server is stopping.')
    if (error.code === 'full') return problemResponse(c, 507, error.message)
  }
  if (error instanceof HTTPException && error.status < 500) {
    return problemResponse(c, error.status, error.message)
  }
  c.var.log.error({ err: error }, 'a request failed')
  return problemResponse(c, 500, `The log has more under request ${c.var.requestId}.`)
}

/** Problem details as a response. */
export function problemResponse(
  c: Context<Env>,
  status: number,
  detail?: string,
  errors: readonly Refusal[] = [],
  retryAfter = status === 503 ? patience : undefined,
): Response {
  return new Response(JSON.stringify(problem(status, c.req.path, detail, errors)), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    },
  })
}
