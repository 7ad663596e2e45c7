import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, leavable, needs, questionOf, router, streamed } from '../http/index.ts'
import { type LogFormat, logFormats } from './formats.ts'

const titles: Readonly<Record<string, string>> = {
  xes: 'XES (IEEE 1849): a trace a ticket, an event a line of its log',
  ocel: 'OCEL 2.0: tickets, units, tiers and areas as objects, lines as events',
}

/** What OCEL 2.0 has at its top, with what the file says of itself. */
const Ocel = z.looseObject({
  objectTypes: z.array(z.unknown()),
  eventTypes: z.array(z.unknown()),
  objects: z.array(z.unknown()),
  events: z.array(z.unknown()),
})

function route({ id, extension, mediaType }: LogFormat) {
  const { 200: _, ...refusals } = answering(z.string(), '')
  return createRoute({
    method: 'get',
    path: `/export/log.${extension}`,
    security: needs('logs'),
    tags: ['Tickets'],
    summary: `The logs of the filter's tickets as ${titles[id] ?? id}`,
    request: { query: questionOf({}) },
    responses: {
      200: {
        description: 'The log, as it is read',
        content: { [mediaType]: { schema: mediaType.endsWith('json') ? Ocel : z.string() } },
      },
      ...refusals,
    },
  })
}

/** Logs as files for process-mining programs, one route a format. */
export function logRoutes() {
  const routes = router()
  for (const format of logFormats) {
    routes.openapi(route(format), async (c) => {
      const { signal, held } = leavable(c)
      // what is asked wrongly is refused before the answer begins
      const pieces = format.write({ ...(await asking(c)), signal }, c.req.valid('query'))
      const body = streamed(() => pieces, held)
      return c.body(body, 200, {
        'Content-Type': `${format.mediaType}; charset=UTF-8`,
        'Content-Disposition': `attachment; filename="log.${format.extension}"`,
      })
    })
  }
  return routes
}
