import { Effect, LocalDate } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, filterParameters, needs, router } from '../http/index.ts'
import { effect } from './effect.ts'
import { mostMonths } from './windows.ts'

// the date and the months are the period of this question
const { from: _from, to: _to, area: _area, ...parameters } = filterParameters

const beforeAfter = createRoute({
  method: 'get',
  path: '/effect',
  security: needs('look'),
  tags: ['Effect'],
  summary: 'Before and after a date: rates, regression, comparable areas, and what may mislead',
  request: {
    query: z.strictObject({
      area: filterParameters.area.meta({
        description: 'Code of one area of any level; everything below it is included',
        examples: ['610117001008'],
        type: 'string',
      }),
      date: LocalDate.meta({
        description: 'Local day on which something began; its month counts only where it is the first',
        examples: ['2025-07-01'],
      }),
      months: z.coerce
        .number({ error: 'write a whole number of months' })
        .int({ error: 'write a whole number of months' })
        .min(1)
        .max(mostMonths)
        .optional()
        .meta({ description: 'Whole months on each side; as many as there are up to 12 by default' }),
      ...parameters,
    }),
  },
  responses: answering(Effect.meta({ id: 'Effect' }), 'What changed, and how sure that is'),
})

export const effectRoutes = router().openapi(beforeAfter, async (c) => {
  const { date, months, ...filter } = c.req.valid('query')
  return c.json(await effect(await asking(c), { date, months }, filter), 200)
})
