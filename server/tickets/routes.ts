import { OverdueTickets, TicketDetail, TicketPage } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, needs, noParameters, questionOf, router } from '../http/index.ts'
import { listTickets } from './list.ts'
import { longestOverdue } from './overdue.ts'
import { ticketWithId } from './ticket.ts'

const list = createRoute({
  method: 'get',
  path: '/tickets',
  security: needs('look'),
  tags: ['Tickets'],
  summary: 'Tickets reported in the period, the newest first',
  request: {
    query: questionOf({
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
  responses: answering(TicketPage.meta({ id: 'TicketPage' }), 'A page of tickets'),
})

const overdue = createRoute({
  method: 'get',
  path: '/overdue',
  security: needs('look'),
  tags: ['Tickets'],
  summary: 'Tickets open past their deadline at the end of the period, the longest overdue first',
  request: {
    query: questionOf({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(100)
        .default(10)
        .meta({ description: 'Tickets of the answer', examples: [10] }),
    }),
  },
  responses: answering(
    OverdueTickets.meta({ id: 'OverdueTickets' }),
    'Overdue tickets, and how many there are',
  ),
})

const one = createRoute({
  method: 'get',
  path: '/tickets/{id}',
  security: needs('look'),
  tags: ['Tickets'],
  summary: 'One ticket with its log',
  request: {
    params: z.object({
      id: z.string().meta({ description: 'Id of a ticket', examples: ['GL-2025-000001'] }),
    }),
    query: noParameters,
  },
  responses: answering(TicketDetail.meta({ id: 'TicketDetail' }), 'The ticket'),
})

export const ticketRoutes = router()
  .openapi(list, async (c) => {
    const { limit, after, ...filter } = c.req.valid('query')
    return c.json(await listTickets(await asking(c), filter, { limit, after }), 200)
  })
  .openapi(overdue, async (c) => {
    const { limit, ...filter } = c.req.valid('query')
    return c.json(await longestOverdue(await asking(c), filter, limit), 200)
  })
  .openapi(one, async (c) => c.json(await ticketWithId(await asking(c), c.req.valid('param').id), 200))
