import { IntakeAnswer, LiveTicket, type RowOutcome } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { callerKey } from '../access/index.ts'
import { accepting, type Env, messageKind, mostRows, readRows, router } from '../http/index.ts'
import { ProblemError } from '../problems.ts'
import { Busy, KeyReused, type LiveIntake, tokenOf } from './live/index.ts'

const headers = z.object({
  'idempotency-key': z.string().min(1).max(200).optional().meta({
    description: 'A name the sender gives this message: sent again, it is answered alike and taken once',
  }),
})

const ticketBody = LiveTicket.meta({ id: 'LiveTicket' })

const postTickets = createRoute({
  method: 'post',
  path: '/tickets',
  tags: ['Intake'],
  summary: 'Takes one ticket (JSON) or many (NDJSON, one a line); answered once they are durable',
  request: {
    headers,
    body: {
      description: 'One ticket, or one a line. Coordinates are WGS-84, times carry their offset',
      content: { 'application/json': { schema: ticketBody }, 'application/x-ndjson': { schema: ticketBody } },
    },
  },
  responses: accepting(IntakeAnswer.meta({ id: 'IntakeAnswer' })),
})

/** Live intake: what arrives is taken through the same steps as the rows of a file. */
export function intakeRoutes(intake: LiveIntake) {
  return router().openapi(postTickets, async (c) => {
    mayPost(c)
    const kind = messageKind(c.req.header('Content-Type'))
    if (!kind)
      throw new ProblemError(415, 'Send application/json for one ticket, application/x-ndjson for many.')
    const body = await c.req.text()
    const { fit, unfit } = readRows(body, kind, LiveTicket)
    if (fit.length + unfit.length > mostRows)
      throw new ProblemError(413, `A message may have ${mostRows} rows.`)
    if (fit.length + unfit.length === 0) throw new ProblemError(422, 'The message has no row.')
    const key = c.req.valid('header')['idempotency-key']
    const token = key === undefined ? undefined : tokenOf(callerKey(c.var.caller), key, body)
    const { rows, replayed } = await asProblem(() =>
      intake.take(
        fit.map(({ value }) => value),
        token,
      ),
    )
    const outcomes = [...unfit, ...rows.map((outcome, index) => ({ ...outcome, row: fit[index]!.row }))]
    outcomes.sort((a, b) => a.row - b.row)
    if (outcomes.every(({ outcome }) => outcome === 'rejected')) throw allRejected(outcomes)
    if (replayed) c.header('Idempotent-Replayed', 'true')
    const [only] = outcomes
    if (kind === 'one' && only?.id) c.header('Location', `/api/tickets/${encodeURIComponent(only.id)}`)
    const created = outcomes.some(({ outcome }) => outcome === 'created')
    return c.json(answerOf(outcomes, c.var.store.version), created ? 201 : 200)
  })
}

/** 403 for callers who only look. */
function mayPost({ var: { caller } }: Context<Env>): void {
  if (caller.role !== 'administrator' && caller.role !== 'coordinator')
    throw new ProblemError(403, 'Sending tickets is not open to you.')
}

async function asProblem<T>(take: () => Promise<T>): Promise<T> {
  try {
    return await take()
  } catch (cause) {
    if (cause instanceof Busy)
      throw new ProblemError(429, `${cause.message}: send them again`, [], cause.retryAfter)
    if (cause instanceof KeyReused)
      throw new ProblemError(422, 'The key belongs to another message.', [
        { parameter: 'Idempotency-Key', detail: cause.message },
      ])
    throw cause
  }
}

function allRejected(outcomes: readonly RowOutcome[]): ProblemError {
  const many = outcomes.length > 1
  const errors = outcomes.flatMap(({ row, errors = [] }) =>
    errors.map(({ parameter, detail }) => ({
      parameter: many ? `row ${row}: ${parameter}` : parameter,
      detail,
    })),
  )
  const what = many ? `None of the ${outcomes.length} rows can be taken.` : 'The ticket cannot be taken.'
  return new ProblemError(422, what, errors.slice(0, 100))
}

function answerOf(rows: RowOutcome[], dataVersion: number): IntakeAnswer {
  const count = (wanted: RowOutcome['outcome']) => rows.filter(({ outcome }) => outcome === wanted).length
  return {
    read: rows.length,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    rows,
    dataVersion,
  }
}
