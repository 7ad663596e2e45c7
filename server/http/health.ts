import { Hono } from 'hono'
import { type Store, sql } from '../store/index.ts'
import type { metering } from './metrics.ts'
import type { Env } from './router.ts'

/** `/healthz`: the process runs; `/readyz`: the database answers and holds a centre; `/metrics`: for Prometheus. */
export function healthRoutes(store: Store, metrics: ReturnType<typeof metering>) {
  return new Hono<Env>()
    .get('/healthz', (c) => c.text('ok'))
    .get('/readyz', async (c) => {
      const centres = await store.read(sql`SELECT 1 FROM centre`, { timeoutMs: 5000 }).catch(() => null)
      if (!centres) return c.text('the database does not answer', 503)
      return centres.length > 0 ? c.text('ready') : c.text('no centre is loaded', 503)
    })
    .get('/metrics', async (c) => {
      const { body, type } = await metrics.text()
      return c.body(body, 200, { 'Content-Type': type })
    })
}
