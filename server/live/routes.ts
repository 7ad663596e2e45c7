import { LiveBeat, LiveChange } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, needs, noParameters, router, standing } from '../http/index.ts'
import type { LiveFeed } from './feed.ts'

const number = z
  .string()
  .regex(/^\d{1,15}$/, { error: 'is the id of a message received before' })
  .transform(Number)

const { 200: _, ...refusals } = answering(z.object({}), '')

const live = createRoute({
  method: 'get',
  path: '/live',
  security: needs('look'),
  tags: ['Live'],
  summary: 'Changes of tickets as they happen, as server-sent events',
  description:
    'Messages: `hello` (first; what the data is now), `ticket` (one change, numbered), `beat` (every 15 s; what the data is ' +
    'now), `reset` (in the place of `hello`, when changes were missed that are no longer kept: ask everything anew). ' +
    'A listener that comes back with `Last-Event-ID` gets what it missed, each change once and in order.',
  request: {
    query: noParameters,
    headers: z.object({
      'last-event-id': number
        .optional()
        .meta({ description: 'Number of the last message received, to go on from there', examples: ['17'] }),
    }),
  },
  responses: {
    200: {
      description: 'An endless stream',
      content: {
        'text/event-stream': {
          schema: z.union([LiveChange.meta({ id: 'LiveChange' }), LiveBeat.meta({ id: 'LiveBeat' })]),
        },
      },
    },
    ...refusals,
  },
})

/** The stream of changes. */
export function liveRoutes(feed: LiveFeed) {
  return router().openapi(live, async (c) => {
    const resume = c.req.valid('header')['last-event-id']
    const stream = await feed.listen(c.var.caller, resume, standing(c.var))
    return new Response(stream, {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        // a proxy that gathers answers would hold the messages back
        'X-Accel-Buffering': 'no',
      },
    })
  })
}
