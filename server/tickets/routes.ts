import { TicketDetail, TicketPage } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, noParameters, questionOf, router } from '../http/index.ts'
import { listTickets } from './list.ts'
import { ticketWithId } from './ticket.ts'

const list = createRoute({
  method: 'get',
  path: '/tickets',
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

const one = createRoute({
  method: 'get',
  path: '/tickets/{id}',
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
  .openapi(one, async (c) => c.json(await ticketWithId(await asking(c), c.req.valid('param').id), 200))
