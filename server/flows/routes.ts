import {
  FlowBy,
  FlowFront,
  FlowHops,
  FlowLog,
  FlowMatrix,
  FlowPaths,
  FlowPingPong,
  FlowProblems,
  FlowTimes,
  FlowWhatIf,
  TicketPage,
} from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, needs, questionOf, router } from '../http/index.ts'
import { flowFront } from './front.ts'
import { flowHops } from './hops.ts'
import { flowLog } from './log.ts'
import { flowMatrix } from './matrix.ts'
import { flowPaths } from './paths.ts'
import { flowPingPong } from './ping-pong.ts'
import { flowProblems } from './problems.ts'
import { ticketsBehindFlow } from './tickets.ts'
import { flowTimes } from './times.ts'
import { holders } from './ways.ts'
import { flowWhatIf } from './what-if.ts'

const tags = ['Flows']

const holder = z.enum(holders)
const top = (most: number, few = 10) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(few)
    .meta({ description: 'How many, the rest is folded', examples: [few] })

const matrix = createRoute({
  method: 'get',
  path: '/flows',
  security: needs('look'),
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
      top: top(5000, 500),
    }),
  },
  responses: answering(FlowMatrix.meta({ id: 'FlowMatrix' }), 'Nodes and links'),
})

const paths = createRoute({
  method: 'get',
  path: '/flows/paths',
  security: needs('look'),
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
  security: needs('look'),
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

const hops = createRoute({
  method: 'get',
  path: '/flows/hops',
  security: needs('look'),
  tags,
  summary: 'How often tickets were handed from unit to unit, and whether the first receiver leads to the end',
  request: { query: questionOf({}) },
  responses: answering(FlowHops.meta({ id: 'FlowHops' }), 'The distribution of hops'),
})

const log = createRoute({
  method: 'get',
  path: '/flows/log',
  security: needs('look'),
  tags,
  summary: 'How much log there is, and how long it runs',
  request: { query: questionOf({}) },
  responses: answering(
    FlowLog.meta({ id: 'FlowLog' }),
    'Lines, tickets and the time from first to last line',
  ),
})

const front = createRoute({
  method: 'get',
  path: '/flows/front',
  security: needs('look'),
  tags,
  summary: 'Closed tickets solved at the tier of their checklist without a way round above it',
  request: { query: questionOf({}) },
  responses: answering(FlowFront.meta({ id: 'FlowFront' }), 'In total, by tier of the list and by category'),
})

const times = createRoute({
  method: 'get',
  path: '/flows/time',
  security: needs('look'),
  tags,
  summary: 'Where the time of tickets is spent, by tier and stage',
  request: { query: questionOf({}) },
  responses: answering(FlowTimes.meta({ id: 'FlowTimes' }), 'Hours by tier and stage'),
})

const problems = createRoute({
  method: 'get',
  path: '/flows/problems',
  security: needs('look'),
  tags,
  summary: 'Open problem tickets: reworked three times, or passed across three units none of which leads',
  request: {
    query: questionOf({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(200)
        .default(20)
        .meta({ description: 'Tickets of the answer' }),
    }),
  },
  responses: answering(FlowProblems.meta({ id: 'FlowProblems' }), 'The longest a problem first'),
})

const whatIf = createRoute({
  method: 'get',
  path: '/flows/whatif',
  security: needs('look'),
  tags,
  summary: 'Hops and hours fewer, had every closed ticket gone straight to the tier of its checklist',
  request: { query: questionOf({}) },
  responses: answering(FlowWhatIf.meta({ id: 'FlowWhatIf' }), 'What was, what would have been, and caveats'),
})

const behind = createRoute({
  method: 'get',
  path: '/flows/tickets',
  security: needs('look'),
  tags,
  summary: 'The tickets behind a number of the flows, the newest report first',
  request: {
    query: questionOf({
      path: z
        .string()
        .max(2000)
        .optional()
        .meta({ description: '`id` of a path', examples: ['tier:community>street'] }),
      pair: z
        .string()
        .max(500)
        .optional()
        .meta({
          description: 'The two that tickets went to and fro between, in either order',
          examples: ['tier:community>street'],
        }),
      pingPong: holder.optional().meta({ description: 'Went to and fro between tiers, or units' }),
      limit: z.coerce.number().int().min(1).max(500).default(100).meta({ description: 'Tickets of a page' }),
      after: z.string().optional().meta({ description: '`next` of the page before' }),
    }),
  },
  responses: answering(TicketPage, 'A page of tickets'),
})

export const flowRoutes = router()
  .openapi(matrix, async (c) => {
    const { by, level, top, ...filter } = c.req.valid('query')
    return c.json(await flowMatrix(await asking(c), { by, level, top }, filter), 200)
  })
  .openapi(paths, async (c) => {
    const { by, top, ...filter } = c.req.valid('query')
    return c.json(await flowPaths(await asking(c), { by, top }, filter), 200)
  })
  .openapi(pingPong, async (c) => {
    const { by, top, ...filter } = c.req.valid('query')
    return c.json(await flowPingPong(await asking(c), { by, top }, filter), 200)
  })
  .openapi(hops, async (c) => c.json(await flowHops(await asking(c), c.req.valid('query')), 200))
  .openapi(log, async (c) => c.json(await flowLog(await asking(c), c.req.valid('query')), 200))
  .openapi(front, async (c) => c.json(await flowFront(await asking(c), c.req.valid('query')), 200))
  .openapi(times, async (c) => c.json(await flowTimes(await asking(c), c.req.valid('query')), 200))
  .openapi(problems, async (c) => {
    const { limit, ...filter } = c.req.valid('query')
    return c.json(await flowProblems(await asking(c), filter, limit), 200)
  })
  .openapi(whatIf, async (c) => c.json(await flowWhatIf(await asking(c), c.req.valid('query')), 200))
  .openapi(behind, async (c) => {
    const { path, pair, pingPong, limit, after, ...filter } = c.req.valid('query')
    const behindFlow = { path, pair, pingPong }
    return c.json(await ticketsBehindFlow(await asking(c), behindFlow, filter, { limit, after }), 200)
  })
