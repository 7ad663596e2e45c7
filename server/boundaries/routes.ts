import { BoundaryReport, Edition, EditionList, type MovedTicket } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import {
  answering,
  conflict,
  happeningOf,
  leavable,
  needs,
  noParameters,
  router,
  streamed,
  unfit,
} from '../http/index.ts'
import {
  applyBoundaries,
  editionsOf,
  IntakeError,
  movedCsv,
  movedTickets,
  previewBoundaries,
  StaleToken,
  withdrawBoundaries,
} from '../intake/index.ts'
import { ProblemError } from '../problems.ts'
import { BoundaryForm, wishOf, withWish } from './upload.ts'

const tags = ['Boundaries']
const report = BoundaryReport.meta({ id: 'BoundaryReport' })

const list = createRoute({
  method: 'get',
  path: '/boundaries',
  security: needs('look'),
  tags,
  summary: 'Editions of the boundaries and what each changed, the latest first',
  request: { query: noParameters },
  responses: answering(EditionList.meta({ id: 'EditionList' }), 'The editions'),
})

const preview = createRoute({
  method: 'post',
  path: '/boundaries/preview',
  security: needs('redraw'),
  tags,
  summary: 'What new boundaries would change, and which tickets would move; nothing is written',
  request: {
    query: noParameters,
    body: { content: { 'multipart/form-data': { schema: BoundaryForm } }, required: true },
  },
  responses: {
    ...answering(report, 'What would change, what stands in the way, and a token to apply it with'),
    ...unfit,
  },
})

const moved = createRoute({
  method: 'post',
  path: '/boundaries/preview/tickets.csv',
  security: needs('redraw'),
  tags,
  summary: 'Every ticket that new boundaries would move, as a spreadsheet reads it',
  request: {
    query: noParameters,
    body: { content: { 'multipart/form-data': { schema: BoundaryForm } }, required: true },
  },
  responses: {
    ...answering(report, ''),
    ...unfit,
    200: { description: 'One line a ticket', content: { 'text/csv': { schema: z.string() } } },
  },
})

const apply = createRoute({
  method: 'post',
  path: '/boundaries',
  security: needs('redraw'),
  tags,
  summary: 'Puts new boundaries in force, all or nothing, as they were previewed',
  request: {
    query: noParameters,
    body: {
      content: {
        'multipart/form-data': {
          schema: BoundaryForm.extend({
            token: z
              .string()
              .meta({ description: 'That of the preview; 409 where the areas have changed since' }),
          }),
        },
      },
      required: true,
    },
  },
  responses: { ...answering(report, 'What was changed'), ...conflict, ...unfit },
})

const withdraw = createRoute({
  method: 'delete',
  path: '/boundaries/{number}',
  security: needs('redraw'),
  tags,
  summary: 'Takes the last edition back: areas and tickets are as they were before it',
  request: {
    params: z.object({ number: z.coerce.number().int().meta({ description: 'Number of the last edition' }) }),
    query: noParameters,
  },
  responses: { ...answering(Edition.meta({ id: 'Edition' }), 'The edition that is gone'), ...unfit },
})

export const boundaryRoutes = router()
  .openapi(list, async (c) => c.json({ editions: await editionsOf(c.var.store, c.var.caller) }, 200))
  .openapi(preview, async (c) => {
    const { store, clock } = c.var
    const form = c.req.valid('form')
    return c.json(await asProblem(() => withWish(form, (wish) => previewBoundaries(store, wish, clock))), 200)
  })
  .openapi(moved, async (c) => {
    const { store, clock } = c.var
    const { wish, away } = await wishOf(c.req.valid('form'))
    const pages = movedTickets(store, wish, clock)
    // what is wrong with the file is told before the answer begins
    const first = await asProblem(() => pages.next()).catch(async (cause) => {
      await away()
      throw cause
    })
    // who leaves before reading anything leaves nothing behind
    const body = streamed(() => movedCsv(whole(first, pages, away)), {
      ...leavable(c).held,
      stop: () => void away(),
    })
    return c.body(body, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="moved-tickets.csv"',
    })
  })
  .openapi(apply, async (c) => {
    const { store, clock } = c.var
    const { token, ...form } = c.req.valid('form')
    const happening = happeningOf(c)
    const done = () => withWish(form, (wish) => applyBoundaries(store, wish, clock, { token, happening }))
    return c.json(await asProblem(done), 200)
  })
  .openapi(withdraw, async (c) => {
    const { number } = c.req.valid('param')
    return c.json(
      await asProblem(() => withdrawBoundaries(c.var.store, { number, happening: happeningOf(c) })),
      200,
    )
  })

async function* whole(
  first: IteratorResult<MovedTicket[]>,
  rest: AsyncGenerator<MovedTicket[]>,
  away: () => Promise<void>,
): AsyncGenerator<MovedTicket[]> {
  try {
    if (!first.done) yield first.value
    yield* rest
  } finally {
    await away()
  }
}

async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof StaleToken)
      throw new ProblemError(409, 'These are not the boundaries of the preview.', [
        { parameter: 'token', detail: cause.message },
      ])
    if (cause instanceof IntakeError)
      throw new ProblemError(
        422,
        'The boundaries cannot be taken.',
        cause.lines.slice(0, 100).map((detail) => ({ parameter: 'file', detail })),
      )
    throw cause
  }
}
