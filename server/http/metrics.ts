import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '../store/index.ts'
import type { Env } from './router.ts'

/** Counts and times requests by route and status, for Prometheus. */
export function metering(store: Store) {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const seconds = new Histogram({
    name: 'grid_http_request_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [register],
  })
  new Gauge({
    name: 'grid_data_version',
    help: 'Version of the data, one more with every commit',
    registers: [register],
    collect() {
      this.set(store.version)
    },
  })
  return {
    middleware: createMiddleware<Env>(async (c, next) => {
      const stop = seconds.startTimer()
      await next()
      // the route, never the path: ids and codes would make a series each
      stop({ method: c.req.method, route: routePath(c, -1), status: c.res.status })
    }),
    /** The figures in Prometheus' text form. */
    text: async () => ({ body: await register.metrics(), type: register.contentType }),
  }
}
