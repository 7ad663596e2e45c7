import { RepeatGrouping, RepeatPlaces, RepeatSettings } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, needs, questionOf, router } from '../http/index.ts'
import { repeats } from './repeats.ts'

const { tickets, metres, days } = RepeatSettings.shape

/** A number in an address, held to what the pack's rule may be. */
const number = (range: z.ZodType<number, number>, description: string, example: number) =>
  z.coerce
    .number({ error: 'write a number' })
    .pipe(range)
    .optional()
    .meta({ description, examples: [example] })

const places = createRoute({
  method: 'get',
  path: '/repeats',
  security: needs('look'),
  tags: ['Hotspots'],
  summary: 'Places where tickets of one category come back',
  request: {
    query: questionOf({
      tickets: number(tickets.unwrap(), "At least so many tickets; the centre's own rule by default", 3),
      metres: number(metres.unwrap(), 'From the ticket in the middle to each of the others', 50),
      days: number(days.unwrap(), 'Local days that hold so many tickets', 30),
      by: RepeatGrouping.default('category').meta({
        description: 'Tickets of one category, or of all below one upper category',
      }),
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(1000)
        .default(200)
        .meta({ description: 'Places of the answer', examples: [200] }),
    }),
  },
  responses: answering(RepeatPlaces.meta({ id: 'RepeatPlaces' }), 'Repeat places, and how many there are'),
})

export const repeatRoutes = router().openapi(places, async (c) => {
  const { tickets, metres, days, by, limit, ...filter } = c.req.valid('query')
  const question = await asking(c)
  const rule = question.centre.pack.repeats
  return c.json(
    await repeats(
      question,
      {
        tickets: tickets ?? rule.tickets,
        metres: metres ?? rule.metres,
        days: days ?? rule.days,
        by,
        limit,
      },
      filter,
    ),
    200,
  )
})
