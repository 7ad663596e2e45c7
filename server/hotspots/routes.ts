import { EmergingHotspots, Hotspots } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, needs, questionOf, router } from '../http/index.ts'
import { emerging } from './emerging.ts'
import { hotspots } from './hotspots.ts'
import { onePlaceKind, placeParameters, stepParameter } from './parameters.ts'

const tags = ['Hotspots']
const oneKind = { path: ['level'], error: 'names areas, and "cell" hexagons: write one of the two' }

const hot = createRoute({
  method: 'get',
  path: '/hotspots',
  security: needs('look'),
  tags,
  summary: 'Hot and cold places: Gi* for every cell or area, with control of the false discovery rate',
  request: {
    query: questionOf({
      ...placeParameters,
      method: z.enum(['gi']).default('gi').meta({ description: 'The statistic: Getis and Ord’s Gi*' }),
      value: z
        .enum(['count', 'rate'])
        .default('count')
        .meta({ description: 'Tickets, or for areas tickets per 1,000 households' }),
    })
      .refine(onePlaceKind, oneKind)
      .refine(({ value, level }) => value === 'count' || level !== undefined, {
        path: ['value'],
        error: 'households are known of areas alone: write a "level" too',
      }),
  },
  responses: answering(Hotspots.meta({ id: 'Hotspots' }), 'Every place with its score and class'),
})

const overTime = createRoute({
  method: 'get',
  path: '/hotspots/emerging',
  security: needs('look'),
  tags,
  summary: 'Hot and cold places over time: one of 17 patterns for every cell or area',
  request: {
    query: questionOf({
      ...placeParameters,
      step: stepParameter,
      stepsBack: z.coerce
        .number({ error: 'write a whole number of steps' })
        .int({ error: 'write a whole number of steps' })
        .min(0)
        .max(12)
        .default(1)
        .meta({ description: 'Steps before its own that a neighbourhood takes in' }),
      confidence: z
        .enum(['90', '95', '99'])
        .default('90')
        .meta({ description: 'From which confidence a step is hot or cold, and a trend is one' }),
    }).refine(onePlaceKind, oneKind),
  },
  responses: answering(EmergingHotspots.meta({ id: 'EmergingHotspots' }), 'Every place with its pattern'),
})

const confidences = { 90: 90, 95: 95, 99: 99 } as const

export const hotspotRoutes = router()
  .openapi(hot, async (c) => {
    const { cell, level, neighbours, boundaries, method: _, value, ...filter } = c.req.valid('query')
    const question = { cell, level, neighbours, value, boundaries: boundaries === 'true' }
    return c.json(await hotspots(await asking(c), question, filter), 200)
  })
  .openapi(overTime, async (c) => {
    const { cell, level, neighbours, boundaries, step, stepsBack, confidence, ...filter } =
      c.req.valid('query')
    const question = { cell, level, neighbours, step, stepsBack, boundaries: boundaries === 'true' }
    return c.json(
      await emerging(await asking(c), { ...question, confidence: confidences[confidence] }, filter),
      200,
    )
  })
