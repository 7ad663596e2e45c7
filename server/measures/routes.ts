import {
  Breakdown,
  Id,
  Measure,
  MeasureByArea,
  Series,
  Summary,
  several,
  timeCubeType,
} from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, needs, noParameters, questionOf, router } from '../http/index.ts'
import { badParameters, notFound, oneOfValues } from '../problems.ts'
import { binSizes } from './bins.ts'
import { breakdown } from './breakdown.ts'
import { measureByArea } from './by-area.ts'
import { type Catalogue, entryOf } from './catalogue.ts'
import { groupings } from './groups.ts'
import { knownOf } from './known.ts'
import { series } from './series.ts'
import { summary } from './summary.ts'
import { timeCube } from './time-cube.ts'

const tags = ['Measures']

const severalMeasures = several(Id).meta({
  description: 'Ids of measures; the headline ones of the catalogue where none is named',
  param: { style: 'form', explode: true },
})

const catalogue = createRoute({
  method: 'get',
  path: '/measures',
  security: needs('look'),
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
  security: needs('look'),
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
  security: needs('look'),
  tags,
  summary: 'Measures for the filter, with the previous period and the same period last year',
  request: { query: questionOf({ measure: severalMeasures }) },
  responses: answering(
    Summary.meta({ id: 'Summary' }),
    'Figures of the headline measures, or of those named',
  ),
})

const overTime = createRoute({
  method: 'get',
  path: '/series',
  security: needs('look'),
  tags,
  summary: 'A measure over time, in local days, weeks from Monday, or months',
  request: {
    query: questionOf({
      measure: z
        .string()
        .default('reported')
        .meta({ description: 'Id of a measure', examples: ['reported'] }),
      bin: z.enum(binSizes).default('day').meta({ description: 'Length of a bin' }),
      by: z
        .enum([...groupings, 'area'])
        .optional()
        .meta({ description: 'One series for each value of this property, or for each area of a level' }),
      level: z.string().optional().meta({
        description: 'With by=area: id of a level; the one below the areas of the filter where absent',
      }),
    }),
  },
  responses: answering(Series.meta({ id: 'Series' }), 'One figure for each bin, none left out'),
})

const cube = createRoute({
  method: 'get',
  path: '/timecube',
  security: needs('look'),
  tags,
  summary: 'Tickets reported by time and area, in one message for every stretch of time at once',
  request: {
    query: questionOf({
      level: z.string().meta({ description: 'Id of a level of the centre', examples: ['community'] }),
      bin: z.enum(binSizes).default('day').meta({ description: 'Length of a bin' }),
      by: z
        .enum(['source', 'category'])
        .optional()
        .meta({ description: 'Counts for each value of this property' }),
      measure: several(Id).meta({
        description:
          'Ids of measures that are `daily` in the catalogue: counts what each is made of, its numerator and, of shares, its denominator',
        param: { style: 'form', explode: true },
      }),
    }),
  },
  responses: {
    ...answering(z.never(), ''),
    200: {
      description:
        'The letters GCT1, the length of the header (32 bits, little-endian), the header as JSON, then for each group and area as variable-length numbers: how many bins have tickets, and for each how many bins were left out before it and its count',
      content: { [timeCubeType]: { schema: z.string().meta({ format: 'binary' }) } },
    },
  },
})

const brokenDown = createRoute({
  method: 'get',
  path: '/breakdown',
  security: needs('look'),
  tags,
  summary: 'Counts and rates by one property',
  request: {
    query: questionOf({
      by: z.enum(groupings).meta({ description: 'The property', examples: ['category'] }),
      measure: severalMeasures,
    }),
  },
  responses: answering(Breakdown.meta({ id: 'Breakdown' }), 'Groups, the most reported first'),
})

/** The routes of a catalogue of measures. */
export const measureRoutes = (offered: Catalogue) =>
  router()
    .openapi(catalogue, async (c) => {
      const known = await knownOf(await asking(c))
      return c.json(
        offered.measures.map((measure) => entryOf(measure, known)),
        200,
      )
    })
    .openapi(byArea, async (c) => {
      const { level, ...filter } = c.req.valid('query')
      const { id } = c.req.valid('param')
      const measure = offered.withId(id)
      if (!measure) throw notFound(`There is no measure ${oneOfValues(id, offered.ids)}.`)
      return c.json(await measureByArea(await asking(c), measure, level, filter), 200)
    })
    .openapi(summarised, async (c) => {
      const { measure, ...filter } = c.req.valid('query')
      return c.json(await summary(await asking(c), offered.chosen(measure), filter), 200)
    })
    .openapi(overTime, async (c) => {
      const { measure: id, bin, by, level, ...filter } = c.req.valid('query')
      const [measure] = offered.chosen([id])
      if (!measure) throw notFound('There are no measures.')
      if (level !== undefined && by !== 'area')
        throw badParameters([{ parameter: 'level', detail: 'is for series by=area' }])
      return c.json(await series(await asking(c), { measure, bin, by, level }, filter), 200)
    })
    .openapi(cube, async (c) => {
      const { level, bin, by, measure, ...filter } = c.req.valid('query')
      if (by && measure)
        throw badParameters([{ parameter: 'measure', detail: 'is told apart by its parts; leave out "by"' }])
      const measures = measure && offered.chosen(measure)
      const message = await timeCube(await asking(c), { level, bin, by, measures }, filter)
      return c.body(message.slice().buffer, 200, { 'Content-Type': timeCubeType })
    })
    .openapi(brokenDown, async (c) => {
      const { by, measure, ...filter } = c.req.valid('query')
      return c.json(await breakdown(await asking(c), { by, measures: offered.chosen(measure) }, filter), 200)
    })
