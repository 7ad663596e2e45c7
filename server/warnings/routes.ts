import { Dismissal, Reopening, Warning, Warnings } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import { answering, asking, filterParameters, happeningOf, jsonBody, needs, router } from '../http/index.ts'
import { act } from './dismiss.ts'
import { warnings } from './warnings.ts'

const { area, category, asOf } = filterParameters
const answers = answering(Warnings.meta({ id: 'Warnings' }), 'The warnings, or why there can be none')

const list = createRoute({
  method: 'get',
  path: '/warnings',
  security: needs('warnings'),
  tags: ['Warnings'],
  summary: 'Clusters of tickets of the last four weeks that chance does not explain, the rarest first',
  request: { query: z.strictObject({ area, category, asOf }) },
  responses: {
    ...answers,
    202: { ...answers[200], description: 'The scan is under way: the newest warnings known, ask again soon' },
  },
})

/** The list is that of an instant, and so are its warnings. */
const atInstant = z.strictObject({ asOf })

const one = { params: z.object({ id: z.string().meta({ description: '`id` of a warning on the list' }) }) }

const dismissal = createRoute({
  method: 'post',
  path: '/warnings/{id}/dismiss',
  security: needs('decide'),
  tags: ['Warnings'],
  summary: 'Set a warning aside, with a reason that is kept',
  request: {
    ...one,
    query: atInstant,
    body: jsonBody(Dismissal.meta({ id: 'Dismissal' })),
  },
  responses: answering(Warning.meta({ id: 'Warning' }), 'The warning, set aside'),
})

const reopening = createRoute({
  method: 'post',
  path: '/warnings/{id}/reopen',
  security: needs('decide'),
  tags: ['Warnings'],
  summary: 'Take a warning up again',
  request: {
    ...one,
    query: atInstant,
    body: jsonBody(Reopening.meta({ id: 'Reopening' })),
  },
  responses: answering(Warning, 'The warning, on the list again'),
})

export const warningRoutes = router()
  .openapi(list, async (c) => {
    const answer = await warnings(await asking(c), c.req.valid('query'))
    // an answer that will soon be another must not be kept
    if (answer.state !== 'computing') return c.json(answer, 200)
    c.header('Cache-Control', 'no-store')
    return c.json(answer, 202)
  })
  .openapi(dismissal, async (c) => {
    const chosen = { ...c.req.valid('query'), ...c.req.valid('param') }
    const what = { action: 'dismissed' as const, ...c.req.valid('json') }
    return c.json(await act(await asking(c), chosen, what, happeningOf(c)), 200)
  })
  .openapi(reopening, async (c) => {
    const chosen = { ...c.req.valid('query'), ...c.req.valid('param') }
    const what = { action: 'reopened' as const, ...c.req.valid('json') }
    return c.json(await act(await asking(c), chosen, what, happeningOf(c)), 200)
  })
