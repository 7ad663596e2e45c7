import { IntakeAnswer, LiveEvent, LiveTicket, type RowOutcome } from '@grid/data/contract'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { senderKey } from '../access/index.ts'
import { predicateOf } from '../filter/index.ts'
import {
  accepting,
  asking,
  type Env,
  happeningOf,
  type MessageKind,
  messageKind,
  mostRows,
  needs,
  type RowsRead,
  readRows,
  router,
} from '../http/index.ts'
import { ProblemError } from '../problems.ts'
import { ticketWithId } from '../tickets/index.ts'
import { Busy, changedBy, KeyReused, type LiveIntake, type Rows, type Token, tokenOf } from './live/index.ts'

const headers = z.object({
  'idempotency-key': z.string().min(1).max(200).optional().meta({
    description: 'A name the sender gives this message: sent again, it is answered alike and taken once',
  }),
})

const ticketBody = LiveTicket.meta({ id: 'LiveTicket' })

const eventBody = LiveEvent.meta({ id: 'LiveEvent' })

const answer = IntakeAnswer.meta({ id: 'IntakeAnswer' })

const postTickets = createRoute({
  method: 'post',
  path: '/tickets',
  security: needs('send'),
  tags: ['Intake'],
  summary: 'Takes one ticket (JSON) or many (NDJSON, one a line); answered once they are durable',
  request: {
    headers,
    body: {
      description: 'One ticket, or one a line. Coordinates are WGS-84, times carry their offset',
      content: { 'application/json': { schema: ticketBody }, 'application/x-ndjson': { schema: ticketBody } },
    },
  },
  responses: accepting(answer),
})

const postEvents = createRoute({
  method: 'post',
  path: '/tickets/{id}/events',
  security: needs('send'),
  tags: ['Intake'],
  summary: 'Takes one line of a ticket’s log (JSON) or many (NDJSON); the ticket follows its log',
  request: {
    params: z.object({
      id: z.string().meta({ description: 'Id of a ticket', examples: ['GL-2025-000001'] }),
    }),
    headers,
    body: {
      description: 'One line, or one a line. Times carry their offset',
      content: { 'application/json': { schema: eventBody }, 'application/x-ndjson': { schema: eventBody } },
    },
  },
  responses: accepting(answer),
})

/** Live intake: what arrives is taken through the same steps as the rows of a file. */
export function intakeRoutes(intake: LiveIntake) {
  return router()
    .openapi(postTickets, async (c) => {
      const message = await messageOf(c, LiveTicket)
      return await answered(c, intake, message, (list) => ({ of: 'tickets', list }))
    })
    .openapi(postEvents, async (c) => {
      const { id: ticket } = c.req.valid('param')
      // 404 for a ticket that is not there, or is not theirs to see
      await ticketWithId(await asking(c), ticket)
      const message = await messageOf(c, LiveEvent)
      return await answered(c, intake, message, (list) => ({
        of: 'events',
        list: list.map((event) => ({ ticket, event })),
      }))
    })
}

interface Message<T> extends RowsRead<T> {
  kind: MessageKind
  token: Token | undefined
}

/** Reads the rows of a request; refuses what is no message of rows. */
async function messageOf<Schema extends z.ZodType>(
  c: Context<Env>,
  schema: Schema,
): Promise<Message<z.output<Schema>>> {
  const kind = messageKind(c.req.header('Content-Type'))
  if (!kind) throw new ProblemError(415, 'Send application/json for one row, application/x-ndjson for many.')
  const body = await c.req.text()
  const read = readRows(body, kind, schema)
  const rows = read.fit.length + read.unfit.length
  if (rows > mostRows) throw new ProblemError(413, `A message may have ${mostRows} rows.`)
  if (rows === 0) throw new ProblemError(422, 'The message has no row.')
  const key = c.req.header('Idempotency-Key')
  return {
    ...read,
    kind,
    token: key ? tokenOf(senderKey(c.var.caller), key, `${c.req.path} ${body}`) : undefined,
  }
}

/** Takes a message and answers what became of each row. */
async function answered<T>(
  c: Context<Env>,
  intake: LiveIntake,
  { fit, unfit, kind, token }: Message<T>,
  rowsOf: (list: T[]) => Rows,
) {
  const asked = await asking(c)
  // a sender of some areas touches nothing outside them
  const within = asked.caller.scope === 'all' ? undefined : predicateOf(asked, {})
  const list = rowsOf(fit.map(({ value }) => value))
  const told = changedBy(happeningOf(c), list.of)
  const { rows, replayed } = await asProblem(() => intake.take(list, { token, told, within }))
  const outcomes = [...unfit, ...rows.map((outcome, index) => ({ ...outcome, row: fit[index]!.row }))]
  outcomes.sort((a, b) => a.row - b.row)
  if (outcomes.every(({ outcome }) => outcome === 'rejected')) throw allRejected(outcomes)
  if (replayed) c.header('Idempotent-Replayed', 'true')
  const [only] = outcomes
  if (kind === 'one' && only?.id) c.header('Location', `/api/tickets/${encodeURIComponent(only.id)}`)
  const created = outcomes.some(({ outcome }) => outcome === 'created')
  return c.json(answerOf(outcomes, c.var.store.version), created ? 201 : 200)
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
  const what = many ? `None of the ${outcomes.length} rows can be taken.` : 'The row cannot be taken.'
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
