import { Breakdown, type Filter, Measure, MeasureByArea, Series, Summary } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, noParameters, questionOf, router } from '../http/index.ts'
import { badParameters, notFound, oneOfValues } from '../problems.ts'
import { binSizes } from './bins.ts'
import { breakdown } from './breakdown.ts'
import { measureByArea } from './by-area.ts'
import { groupings } from './groups.ts'
import { measureIds, measures, measureWithId } from './list.ts'
import { series } from './series.ts'
import { summary } from './summary.ts'

const tags = ['Measures']

const catalogue = createRoute({
  method: 'get',
  path: '/measures',
  tags,
  summary: 'The catalogue of measures',
  request: { query: noParameters },
  responses: answering(
    z.array(Measure.meta({ id: 'Measure' })),
    'Every measure, in the order they are shown',
  ),
})

const byArea = createRoute({
  method: 'get',
  path: '/measures/{id}/areas',
  tags,
  summary: 'A measure for every area of a level',
  request: {
    params: z.object({ id: z.string().meta({ description: 'Id of a measure', examples: ['overdue'] }) }),
    query: questionOf({
      level: z.string().meta({ description: 'Id of a level of the centre', examples: ['street'] }),
    }),
  },
  responses: answering(MeasureByArea.meta({ id: 'MeasureByArea' }), 'Figures by area, and the total'),
})

const summarised = createRoute({
  method: 'get',
  path: '/summary',
  tags,
  summary: 'Every measure for the filter, with the previous period and the same period last year',
  request: { query: questionOf({}) },
  responses: answering(Summary.meta({ id: 'Summary' }), 'Figures of all measures'),
})

const overTime = createRoute({
  method: 'get',
  path: '/series',
  tags,
  summary: 'A measure over time, in local days, weeks from Monday, or months',
  request: {
    query: questionOf({
      measure: z
        .string()
        .default('reported')
        .meta({ description: 'Id of a measure', examples: ['reported'] }),
      bin: z.enum(binSizes).default('day').meta({ description: 'Length of a bin' }),
      by: z.enum(groupings).optional().meta({ description: 'One series for each value of this property' }),
    }),
  },
  responses: answering(Series.meta({ id: 'Series' }), 'One figure for each bin, none left out'),
})

const brokenDown = createRoute({
  method: 'get',
  path: '/breakdown',
  tags,
  summary: 'Counts and rates by one property',
  request: {
    query: questionOf({
      by: z.enum(groupings).meta({ description: 'The property', examples: ['category'] }),
    }),
  },
  responses: answering(Breakdown.meta({ id: 'Breakdown' }), 'Groups, the most reported first'),
})

export const measureRoutes = router()
  .openapi(catalogue, (c) =>
    c.json(
      measures.map((measure) => measure.entry),
      200,
    ),
  )
  .openapi(byArea, async (c) => {
    const { level, ...filter } = c.req.valid('query')
    const measure = measureWithId(c.req.valid('param').id)
    if (!measure) throw notFound(`There is no measure ${oneOfValues(c.req.valid('param').id, measureIds)}.`)
    return c.json(await measureByArea(await asking(c), measure, level, filter), 200)
  })
  .openapi(summarised, async (c) => {
    const filter: Filter = c.req.valid('query')
    return c.json(await summary(await asking(c), filter), 200)
  })
  .openapi(overTime, async (c) => {
    const { measure: id, bin, by, ...filter } = c.req.valid('query')
    const measure = measureWithId(id)
    if (!measure) throw badParameters([{ parameter: 'measure', detail: oneOfValues(id, measureIds) }])
    return c.json(await series(await asking(c), { measure, bin, by }, filter), 200)
  })
  .openapi(brokenDown, async (c) => {
    const { by, ...filter } = c.req.valid('query')
    return c.json(await breakdown(await asking(c), by, filter), 200)
  })
