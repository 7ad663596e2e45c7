import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { createMiddleware } from 'hono/factory'
import { html } from 'hono/html'
import type { Env } from './router.ts'

/** Addresses that are pages of the web application: it finds its own way from them. */
const pages = [
  '/',
  '/login',
  '/wall',
  '/admin',
  '/audit',
  '/area/*',
  '/compare',
  '/flows',
  '/plan',
  '/ticket/*',
]

/** Pages that who is nobody may open: the one to log in at, and the display, which says itself that it is not let in. */
const forNobody = new Set(['/login', '/wall'])

/** Files here have names that change with their content. */
const hashed = '/assets/'

/**
 * The built web of a folder: its files, and its one page at every address that is a page. Where it is not built the
 * pages say so.
 */
export function webRoutes(folder: string | undefined) {
  const app = new Hono<Env>()
  for (const page of pages) if (!forNobody.has(page)) app.get(page, loggedIn)
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) {
    for (const page of pages) app.get(page, (c) => c.html(notBuilt, 503, { 'Cache-Control': 'no-store' }))
    return app
  }
  app.use(etag())
  app.use(async (c, next) => {
    await next()
    // a script that a worker is made of goes by the policy it came with
    if (c.res.status < 400) c.set('surface', 'web')
    if (!c.res.ok) return
    c.header(
      'Cache-Control',
      c.req.path.startsWith(hashed) ? 'public, max-age=31536000, immutable' : 'no-cache',
    )
    // also of the plain file: a cache between must not give one version to who cannot read it
    c.header('Vary', 'Accept-Encoding')
  })
  app.get('*', serveStatic<Env>({ root: folder, precompressed: true }))
  const page = serveStatic<Env>({ root: folder, path: 'index.html', precompressed: true })
  for (const path of pages) app.get(path, page)
  return app
}

/** Leads who is nobody to the login, which leads back. */
const loggedIn = createMiddleware<Env>(async (c, next) => {
  if (c.var.caller.who.kind !== 'public') return next()
  const { pathname, search } = new URL(c.req.url)
  const to = `${pathname}${search}`
  return c.redirect(to === '/' ? '/login' : `/login?to=${encodeURIComponent(to)}`, 303)
})

const notBuilt = html`<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Grid Centre</title>
  <h1>The pages are not built yet</h1>
  <p>The API works: see <a href="/api/docs">/api/docs</a>. Start with <code>npm start</code> to build the pages too.</p>
  <h1 lang="zh">页面尚未构建</h1>
  <p lang="zh">接口可用，见 <a href="/api/docs">/api/docs</a>。请用 <code>npm start</code> 启动以构建页面。</p>
</html>`
