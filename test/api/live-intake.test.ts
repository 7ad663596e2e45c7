import { IntakeAnswer, Problem, TicketDetail } from '@grid/data/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Access } from '../../server/access/index.ts'
import { sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { smallCentre, twoStreets, Workshop } from '../intake/workshop.ts'

const ticket = (id: string, more: object = {}) => ({
  id,
  source: 'hotline',
  category: 'water',
  lon: 109.005,
  lat: 34.505,
  reported_at: '2026-02-01T09:00:00+08:00',
  ...more,
})

describe('POST /api/tickets', () => {
  let shop: Workshop
  let app: ReturnType<typeof appOf>['app']

  beforeEach(async () => {
    shop = new Workshop()
    shop.file('centre.json', smallCentre)
    shop.file('areas.geojson', twoStreets)
    await shop.load()
    app = appOf(await shop.store()).app
  })
  afterEach(() => shop[Symbol.asyncDispose]())

  const post = async (body: string | object | object[], headers: Record<string, string> = {}, to = app) => {
    const many = Array.isArray(body)
    const text =
      typeof body === 'string'
        ? body
        : many
          ? body.map((row) => JSON.stringify(row)).join('\n')
          : JSON.stringify(body)
    const response = await to.request('/api/tickets', {
      method: 'POST',
      body: text,
      headers: { 'Content-Type': many ? 'application/x-ndjson' : 'application/json', ...headers },
    })
    const json: unknown = await response.json()
    return { status: response.status, headers: response.headers, json }
  }
  const answerOf = ({ json }: { json: unknown }) => IntakeAnswer.parse(json)
  const problemOf = ({ json }: { json: unknown }) => Problem.parse(json)

  it('takes a ticket like the row of a file: placed, logged, and answered from then on', async () => {
    const taken = await post(ticket('T/1'))
    expect(taken.status).toBe(201)
    expect(answerOf(taken)).toMatchObject({
      read: 1,
      created: 1,
      rows: [{ row: 1, id: 'T/1', outcome: 'created' }],
    })
    const location = taken.headers.get('Location')
    expect(location).toBe('/api/tickets/T%2F1')
    const one = TicketDetail.parse(await (await app.request(location ?? '')).json())
    expect(one).toMatchObject({ areas: ['d', 's1'], placed: 'point', category: 'water', status: 'reported' })
    expect(one.log.map(({ kind, derived }) => ({ kind, derived }))).toEqual([
      { kind: 'reported', derived: true },
    ])
  })

  it('tells what was known from what is new and what has changed', async () => {
    await post(ticket('T1'))
    const again = await post(ticket('T1'))
    expect([again.status, answerOf(again).unchanged]).toEqual([200, 1])
    const changed = await post(ticket('T1', { status: 'in_progress' }))
    expect([changed.status, answerOf(changed).updated]).toEqual([200, 1])
    expect(await shop.read(sql`SELECT id, status FROM ticket`)).toEqual([{ id: 'T1', status: 'in_progress' }])
  })

  it('takes the rows that fit and says of the others what does not', async () => {
    const taken = await post([
      ticket('A'),
      ticket('B', { reported_at: 'yesterday' }),
      ticket('C', { telephone: '13900000000' }),
      ticket('D', { lon: 0, lat: 0 }),
    ])
    expect(taken.status).toBe(201)
    expect(answerOf(taken)).toMatchObject({ read: 4, created: 2, rejected: 2 })
    expect(answerOf(taken).rows).toMatchObject([
      { row: 1, id: 'A', outcome: 'created' },
      { row: 2, id: 'B', outcome: 'rejected', errors: [{ parameter: 'reported_at' }] },
      { row: 3, id: 'C', outcome: 'rejected', errors: [{ parameter: 'telephone' }] },
      { row: 4, id: 'D', outcome: 'created' },
    ])
    expect(await shop.read(sql`SELECT id, point_flag FROM ticket ORDER BY id`)).toEqual([
      { id: 'A', point_flag: null },
      { id: 'D', point_flag: 'zero' },
    ])
  })

  it('takes a line that is no JSON for what it is, and the others', async () => {
    const taken = await post(
      [ticket('A'), ticket('B')].map((row) => JSON.stringify(row)).join('\n{"id": \n'),
      {
        'Content-Type': 'application/x-ndjson',
      },
    )
    expect(answerOf(taken).rows.map(({ outcome }) => outcome)).toEqual(['created', 'rejected', 'created'])
  })

  it('refuses by name what cannot be taken at all', async () => {
    const unknown = await post(ticket('A', { phone: '1' }))
    expect([unknown.status, problemOf(unknown).errors?.[0]?.parameter]).toEqual([400, 'phone'])
    const none = await post([ticket('A', { reported_at: 'no' }), ticket('B', { status: 'lost' })])
    expect(none.status).toBe(422)
    expect(problemOf(none).errors?.map(({ parameter }) => parameter)).toEqual([
      'row 1: reported_at',
      'row 2: status',
    ])
    expect((await post('', { 'Content-Type': 'application/x-ndjson' })).status).toBe(422)
    expect((await post('<ticket/>', { 'Content-Type': 'application/xml' })).status).toBe(415)
    expect((await post('{"id":', {})).status).toBe(400)
    expect((await post(ticket('A', { title: 'x'.repeat(9_000_000) }))).status).toBe(413)
    const rows = Array.from({ length: 10_001 }, () => ({}))
    expect((await post(rows)).status).toBe(413)
    expect(await shop.read(sql`SELECT count(*) AS n FROM ticket`)).toEqual([{ n: 0 }])
  })

  it('answers a repeated message alike and takes it once', async () => {
    const headers = { 'Idempotency-Key': 'k1' }
    const first = await post([ticket('A'), ticket('B', { urgency: 'great' })], headers)
    await post(ticket('A', { status: 'closed', closed_at: '2026-02-02T09:00:00+08:00' }))
    const second = await post([ticket('A'), ticket('B', { urgency: 'great' })], headers)
    expect(second.headers.get('Idempotent-Replayed')).toBe('true')
    expect(answerOf(second).rows).toEqual(answerOf(first).rows)
    expect(await shop.read(sql`SELECT status FROM ticket`)).toEqual([{ status: 'closed' }])
    const other = await post(ticket('C'), headers)
    expect([other.status, problemOf(other).errors?.[0]?.parameter]).toEqual([422, 'Idempotency-Key'])
  })

  it('takes one message sent twice at the same moment once', async () => {
    const headers = { 'Idempotency-Key': 'k1' }
    const answers = await Promise.all([post(ticket('A'), headers), post(ticket('A'), headers)])
    expect(answers.map((answer) => answerOf(answer).created)).toEqual([1, 1])
    expect(answers.map((answer) => answer.headers.get('Idempotent-Replayed'))).toEqual([null, 'true'])
  })

  it('keeps the messages of one moment apart, also where one of them is refused', async () => {
    await post(ticket('K'), { 'Idempotency-Key': 'used' })
    const version = (await shop.store()).version
    const answers = await Promise.all([
      ...Array.from({ length: 50 }, (_, index) => post([ticket(`A${index}`), ticket(`B${index}`)])),
      post(ticket('X'), { 'Idempotency-Key': 'used' }),
      post(ticket('A0', { status: 'in_progress' })),
    ])
    expect(answers.map(({ status }) => status)).toEqual([...Array(50).fill(201), 422, 200])
    expect(answerOf(answers[7]!).rows.map(({ row, id }) => [row, id])).toEqual([
      [1, 'A7'],
      [2, 'B7'],
    ])
    expect(await shop.read(sql`SELECT count(*) AS n FROM ticket`)).toEqual([{ n: 101 }])
    // what came together was written together; only the second message about A0 had to follow the first
    expect((await shop.store()).version - version).toBeLessThanOrEqual(3)
  })

  it('says 429 and when to come back while more waits than can be written', async () => {
    const message = Array.from({ length: 9_000 }, (_, index) => ticket(`T${index}`))
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((mark) => post(message.map((row) => ({ ...row, id: mark + row.id })))),
    )
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 429])
    expect(answers[2]?.headers.get('Retry-After')).toBe('1')
    expect(await shop.read(sql`SELECT count(*) AS n FROM ticket`)).toEqual([{ n: 18_000 }])
  })

  it('is not for those who only look', async () => {
    const access: Access = () => callerOf({ role: 'planner', scope: 'all', freeText: false })
    const looking = appOf(await shop.store(), { access }).app
    expect((await post(ticket('A'), {}, looking)).status).toBe(403)
  })
})
