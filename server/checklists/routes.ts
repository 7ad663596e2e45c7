import { ChecklistAreas, Checklists, ChecklistTickets, Id, Mechanisms, TicketPage } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, needs, questionOf, router } from '../http/index.ts'
import type { Catalogue } from '../measures/index.ts'
import { checklistsByArea } from './areas.ts'
import { checklists } from './checklists.ts'
import { mechanisms } from './mechanisms.ts'
import { ticketsBehind } from './tickets.ts'

const tags = ['Checklists']

const lists = createRoute({
  method: 'get',
  path: '/checklists',
  security: needs('look'),
  tags,
  summary: 'What the checklists say, what happened, and where they part',
  request: { query: questionOf({}) },
  responses: answering(Checklists.meta({ id: 'Checklists' }), 'Every checklist with its lines'),
})

const byArea = createRoute({
  method: 'get',
  path: '/checklists/areas',
  security: needs('look'),
  tags,
  summary: 'Checklist fit and what parts from the lists, for every area of a level',
  request: {
    query: questionOf({
      level: z.string().meta({ description: 'Id of a level of the centre', examples: ['street'] }),
    }),
  },
  responses: answering(ChecklistAreas.meta({ id: 'ChecklistAreas' }), 'Figures by area, and the total'),
})

const behind = createRoute({
  method: 'get',
  path: '/checklists/tickets',
  security: needs('look'),
  tags,
  summary: 'The tickets behind a number of the checklists, the newest report first',
  request: {
    query: questionOf({
      checklist: Id.optional().meta({ description: 'Id of a checklist; all of them where none is named' }),
      item: Id.optional().meta({ description: 'Category of a line as the checklist names it' }),
      parting: ChecklistTickets.default('closed').meta({ description: 'Which tickets of the line' }),
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(500)
        .default(100)
        .meta({ description: 'Tickets of a page', examples: [100] }),
      after: z.string().optional().meta({ description: '`next` of the page before' }),
    }),
  },
  responses: answering(TicketPage, 'A page of tickets'),
})

const working = createRoute({
  method: 'get',
  path: '/mechanisms',
  security: needs('look'),
  tags,
  summary: 'The mechanisms of the centre with the figures of their measures',
  request: { query: questionOf({}) },
  responses: answering(Mechanisms.meta({ id: 'Mechanisms' }), 'Every mechanism'),
})

/** The routes of checklists, and of mechanisms made of a catalogue of measures. */
export const checklistRoutes = (offered: Catalogue) =>
  router()
    .openapi(lists, async (c) => c.json(await checklists(await asking(c), c.req.valid('query')), 200))
    .openapi(byArea, async (c) => {
      const { level, ...filter } = c.req.valid('query')
      return c.json(await checklistsByArea(await asking(c), level, filter), 200)
    })
    .openapi(behind, async (c) => {
      const { checklist, item, parting, limit, after, ...filter } = c.req.valid('query')
      const page = { limit, after }
      return c.json(await ticketsBehind(await asking(c), { checklist, item, parting }, filter, page), 200)
    })
    .openapi(working, async (c) =>
      c.json(await mechanisms(await asking(c), offered, c.req.valid('query')), 200),
    )
