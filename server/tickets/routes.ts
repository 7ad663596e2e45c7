import { OverdueTickets, TicketDetail, TicketLog, TicketPage } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, needs, noParameters, questionOf, router } from '../http/index.ts'
import { listTickets } from './list.ts'
import { ticketLog } from './log.ts'
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

const ticketId = z.object({
  id: z.string().meta({ description: 'Id of a ticket', examples: ['GL-2025-000001'] }),
})

const one = createRoute({
  method: 'get',
  path: '/tickets/{id}',
  security: needs('look'),
  tags: ['Tickets'],
  summary: 'One ticket with the beginning of its log',
  request: {
    params: ticketId,
    query: noParameters,
  },
  responses: answering(TicketDetail.meta({ id: 'TicketDetail' }), 'The ticket'),
})

const log = createRoute({
  method: 'get',
  path: '/tickets/{id}/log',
  security: needs('look'),
  tags: ['Tickets'],
  summary: 'The log of a ticket, page by page',
  request: {
    params: ticketId,
    query: z.strictObject({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(1000)
        .default(200)
        .meta({ description: 'Lines of a page', examples: [200] }),
      skip: z.coerce
        .number()
        .int()
        .min(0)
        .default(0)
        .meta({ description: 'Lines before the page', examples: [200] }),
    }),
  },
  responses: answering(TicketLog.meta({ id: 'TicketLog' }), 'Lines of the log, and how many there are'),
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
  .openapi(log, async (c) =>
    c.json(await ticketLog(await asking(c), c.req.valid('param').id, c.req.valid('query')), 200),
  )
