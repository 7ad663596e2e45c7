import { GeoQuestion, GeoReport, geoBasics } from '@grid/data/contract'
import { z } from '@hono/zod-openapi'
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { senderKey } from '../access/index.ts'
import { predicateOf } from '../filter/index.ts'
import { asking, type Env, happeningOf, refusals } from '../http/index.ts'
import { changedBy, type LiveIntake, tokenOf } from '../intake/index.ts'
import { badParameters, notFound, ProblemError } from '../problems.ts'
import { discoveryOf } from './discovery.ts'
import { failureOf, type GeoFailure } from './errors.ts'
import { contentTypes, type Named, namedBy, written } from './format.ts'
import { ticketOf } from './report.ts'
import { requestsOf, requestWithId } from './requests.ts'
import { definitionOf, type Language, servicesOf } from './services.ts'
import type { Tree } from './xml.ts'

const plain = z.strictObject(geoBasics)

/** Open311 GeoReport v2 on top of tickets and intake. */
export function open311Routes(intake: LiveIntake) {
  const app = new Hono<Env>()
  app.use(etag())
  app.get('/:part', async (c) => {
    const { name, format } = named(c)
    const answer = (root: string, tree: Tree) => answered(c, format, root, tree)
    if (name === 'requests') {
      const question = read(GeoQuestion, c.req.queries())
      return answer(
        'service_requests',
        [...(await requestsOf(await centred(c, question), question, languageOf(c)))].map(fields),
      )
    }
    const { centre } = await centred(c, read(plain, c.req.queries()))
    if (name === 'services') return answer('services', servicesOf(centre, languageOf(c)).map(fields))
    if (name === 'discovery') return answer('discovery', discoveryOf(centre, baseOf(c)))
    throw nothing()
  })
  app.get('/:kind/:part', async (c) => {
    const { name, format } = named(c)
    const question = await centred(c, read(plain, c.req.queries()))
    const kind = c.req.param('kind')
    if (kind === 'services')
      return answered(c, format, 'service_definition', definitionOf(question.centre, name, languageOf(c)))
    if (kind !== 'requests' && kind !== 'tokens') throw nothing()
    const request = await requestWithId(question, name, languageOf(c))
    const { service_request_id } = request
    const told = kind === 'requests' ? fields(request) : { service_request_id, token: name }
    return answered(c, format, 'service_requests', [told])
  })
  app.post('/:part', async (c) => {
    const { name, format } = named(c)
    if (name !== 'requests') throw nothing()
    const report = read(GeoReport, await sentFields(c))
    const question = await centred(c, report)
    const key = c.req.header('Idempotency-Key')
    const token = key ? tokenOf(senderKey(c.var.caller), key, JSON.stringify(report)) : undefined
    const ticket = ticketOf(question.centre, report, c.var.clock.now())
    const within = question.caller.scope === 'all' ? undefined : predicateOf(question, {})
    const told = changedBy(happeningOf(c), 'tickets')
    const { rows } = await intake.take({ of: 'tickets', list: [ticket] }, { token, told, within })
    const [taken] = rows
    if (!taken || taken.outcome === 'rejected' || taken.id === null)
      throw badParameters(taken?.errors ?? [{ parameter: 'body', detail: 'cannot be taken' }])
    const made = { service_request_id: taken.id, service_notice: null, account_id: null }
    return answered(c, format, 'service_requests', [made], { status: 201 })
  })
  app.all('*', () => {
    throw nothing()
  })
  app.onError(open311Failure)
  return app
}

/** Errors as the standard has them, also of what never came as far as these routes. */
export function open311Failure(cause: Error, c: Context<Env>): Response {
  const failure = failureOf(cause)
  if (!failure) c.var.log.error({ err: cause }, 'a request failed')
  const { errors, ...rest } = failure ?? unforeseen(c)
  return answered(c, named(c).format, 'errors', errors, rest)
}

function answered(
  c: Context<Env>,
  format: Named['format'],
  root: string,
  tree: Tree,
  { status = 200, retryAfter }: { status?: number; retryAfter?: number | undefined } = {},
): Response {
  const headers = new Headers({
    'Content-Type': contentTypes[format],
    'Cache-Control': c.req.method === 'POST' || status !== 200 ? 'no-store' : 'private, no-cache',
    Vary: 'Accept, Accept-Language, Accept-Encoding',
  })
  if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter))
  return new Response(written(format, root, tree), { status, headers })
}

/** A plain object of what an interface names. */
function fields<T extends { [K in keyof T]: string | number | boolean | null }>(record: T): Tree {
  return { ...record }
}

function named(c: Context<Env>): Named {
  return namedBy(c.req.param('part') ?? c.req.path.split('/').at(-1) ?? '', c.req.header('Accept'))
}

function languageOf(c: Context<Env>): Language {
  return /^\s*zh\b/i.test(c.req.header('Accept-Language') ?? '') ? 'zh' : 'en'
}

function baseOf(c: Context<Env>): string {
  const { origin } = new URL(c.req.url)
  return `${origin}/open311/v2`
}

function unforeseen(c: Context<Env>): GeoFailure {
  const description = `The server failed: its log has more under request ${c.var.requestId}.`
  return { status: 500, errors: [{ code: 500, description }] }
}

function nothing(): ProblemError {
  return notFound('GeoReport v2 has services, requests, tokens and discovery here, each .xml or .json.')
}

/** The question's centre, where the jurisdiction it names is this one. */
async function centred(
  c: Context<Env>,
  { jurisdiction_id: named }: { jurisdiction_id?: string | undefined },
) {
  const question = await asking(c)
  if (named !== undefined && named !== '' && named !== question.centre.pack.id)
    throw notFound('jurisdiction_id provided was not found')
  return question
}

/** Reads fields by their schema; those given once are no list. */
function read<Schema extends z.ZodType>(schema: Schema, given: Record<string, unknown>): z.output<Schema> {
  const single = Object.entries(given).map(([name, value]) => [
    name,
    Array.isArray(value) && value.length === 1 ? value[0] : value,
  ])
  const result = schema.safeParse(Object.fromEntries(single))
  if (result.success) return result.data
  throw badParameters(refusals(result.error))
}

/** The fields of a form, or of a JSON object with the attributes as the form names them or in an object of their own. */
async function sentFields(c: Context<Env>): Promise<Record<string, unknown>> {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data')
    return await c.req.parseBody({ all: true }).catch(() => {
      throw new ProblemError(400, 'The form cannot be read.')
    })
  if (type !== 'application/json')
    throw new ProblemError(
      415,
      'Send application/x-www-form-urlencoded, multipart/form-data or application/json.',
    )
  const sent = z.record(z.string(), z.unknown()).safeParse(await c.req.json().catch(() => undefined))
  if (!sent.success) throw new ProblemError(400, 'The message is not a JSON object.')
  const attributes = z.record(z.string(), z.unknown()).catch({}).parse(sent.data.attribute)
  return {
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`attribute[${name}]`, value])),
    ...sent.data,
  }
}
