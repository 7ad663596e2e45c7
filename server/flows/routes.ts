import { FlowBy, FlowMatrix, FlowPaths, FlowPingPong } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, questionOf, router } from '../http/index.ts'
import { flowMatrix } from './matrix.ts'
import { flowPaths } from './paths.ts'
import { flowPingPong } from './ping-pong.ts'
import { holders } from './ways.ts'

const tags = ['Flows']

const holder = z.enum(holders)
const top = (most: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(10)
    .meta({ description: 'How many, the rest is folded', examples: [10] })

const matrix = createRoute({
  method: 'get',
  path: '/flows',
  tags,
  summary: 'Hand-offs between tiers, units or areas, and how long tickets wait with whom',
  request: {
    query: questionOf({
      by: FlowBy.meta({ description: 'What holders are told apart by', examples: ['tier'] }),
      level: z
        .string()
        .optional()
        .meta({
          description: 'Of areas: id of a level; the one below the widest where none is named',
          examples: ['street'],
        }),
    }),
  },
  responses: answering(FlowMatrix.meta({ id: 'FlowMatrix' }), 'Nodes and links'),
})

const paths = createRoute({
  method: 'get',
  path: '/flows/paths',
  tags,
  summary: 'The ways that tickets went from holder to holder, with their share and time',
  request: {
    query: questionOf({
      by: holder.default('tier').meta({ description: 'What holders are told apart by' }),
      top: top(200),
    }),
  },
  responses: answering(FlowPaths.meta({ id: 'FlowPaths' }), 'Paths, the most frequent first'),
})

const pingPong = createRoute({
  method: 'get',
  path: '/flows/pingpong',
  tags,
  summary: 'Tickets that went from A to B and back to A, and between whom most often',
  request: {
    query: questionOf({
      by: holder.default('unit').meta({ description: 'What holders are told apart by' }),
      top: top(200),
    }),
  },
  responses: answering(FlowPingPong.meta({ id: 'FlowPingPong' }), 'Pairs, the most frequent first'),
})

export const flowRoutes = router()
  .openapi(matrix, async (c) => {
    const { by, level, ...filter } = c.req.valid('query')
    return c.json(await flowMatrix(await asking(c), { by, level }, filter), 200)
  })
  .openapi(paths, async (c) => {
    const { by, top, ...filter } = c.req.valid('query')
    return c.json(await flowPaths(await asking(c), { by, top }, filter), 200)
  })
  .openapi(pingPong, async (c) => {
    const { by, top, ...filter } = c.req.valid('query')
    return c.json(await flowPingPong(await asking(c), { by, top }, filter), 200)
  })
