import { Alerts } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, needs, router } from '../http/index.ts'
import { listAlerts } from './log.ts'

const list = createRoute({
  method: 'get',
  path: '/alerts',
  security: needs('oversee'),
  tags: ['Live'],
  summary: 'The log of alerts: what was told to webhooks, what waits, what was given up; the newest first',
  request: {
    query: z.strictObject({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(500)
        .default(100)
        .meta({ description: 'Alerts of the answer', examples: [100] }),
    }),
  },
  responses: answering(Alerts.meta({ id: 'Alerts' }), 'The log of alerts'),
})

export const alertRoutes = router().openapi(list, async (c) => {
  const { store } = c.var
  return c.json({ alerts: await listAlerts(store, c.req.valid('query').limit) }, 200)
})
