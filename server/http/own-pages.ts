import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { ProblemError } from '../problems.ts'
import type { Env } from './router.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what changes something and comes from a page of another site, which could use the cookies of whoever looks at
 * it, or the freedom of whoever sits at this machine. A browser says with every such request where it comes from; who says
 * nothing is no browser, and has no cookie to lend. A key is never sent by itself, so with one nothing is looked at.
 */
export const ownPagesOnly = createMiddleware<Env>(async (c, next) => {
  if (!safe.has(c.req.method) && c.req.header('Authorization') === undefined && !isOwn(c))
    throw new ProblemError(403, 'This is not taken from pages of another site.')
  await next()
})

function isOwn(c: Context<Env>): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('Origin')
  if (origin !== undefined) return hostOf(origin) === (c.req.header('Host') ?? new URL(c.req.url).host)
  return c.req.header('Cookie') === undefined
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
