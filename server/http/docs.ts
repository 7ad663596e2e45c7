import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { createMiddleware } from 'hono/factory'
import { html } from 'hono/html'
import type { documentOf } from './document.ts'
import type { Env } from './router.ts'

const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

/** `/api/openapi.json` and a page to read and try it; every file is served from here. */
export function docsRoutes(document: () => ReturnType<typeof documentOf>) {
  const app = new Hono<Env>()
    .use('/api/openapi.json', etag())
    .use('/api/docs/*', etag())
    .use('/api/docs', docs)
    .use('/api/docs/*', docs)
    .get('/api/openapi.json', (c) => c.json(document(), 200, { 'Cache-Control': 'no-cache' }))
    .get('/api/docs', (c) => c.html(page, 200, { 'Cache-Control': 'no-cache' }))
    .get('/api/docs/start.js', (c) =>
      c.body(start, 200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' }),
    )
  for (const file of files) app.get(`/api/docs/${file}`, serveStatic<Env>({ root: swagger, path: file }))
  return app
}

const docs = createMiddleware<Env>(async (c, next) => {
  c.set('surface', 'docs')
  await next()
})

const page = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Grid Centre API</title>
    <link rel="icon" href="/api/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
  </head>
  <body>
    <div id="api"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>`

// without a validator: the badge would ask a host outside
const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: true,
})
`
