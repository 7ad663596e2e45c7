import { IntakeAnswer, LiveChange, TicketDetail } from '@grid/data/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/access/index.ts'
import { EventReader } from '../drivers/events.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { smallCentre, twoStreets, Workshop } from '../intake/workshop.ts'

const operator: Caller = callerOf({ role: 'administrator', scope: 'all', freeText: true })

describe('POST /api/tickets/{id}/events', () => {
  let shop: Workshop
  let app: ReturnType<typeof appOf>['app']
  let caller = operator

  beforeEach(async () => {
    shop = new Workshop()
    shop.file('centre.json', {
      ...smallCentre,
      units: [
        { id: 'community', name: 'Community', tier: 'community' },
        { id: 'water', name: 'Water Company', tier: 'department' },
      ],
    })
    shop.file('areas.geojson', twoStreets)
    await shop.load()
    caller = operator
    app = appOf(await shop.store(), { access: () => caller }).app
    const ticket = { id: 'T1', lon: 109.005, lat: 34.505, reported_at: '2026-02-01T09:00:00+08:00' }
    await send('/api/tickets', { ...ticket, unit: 'community', tier: 'community' })
  })
  afterEach(() => shop[Symbol.asyncDispose]())

  const send = async (path: string, body: object | object[]) => {
    const many = Array.isArray(body)
    const response = await app.request(path, {
      method: 'POST',
      body: many ? body.map((row) => JSON.stringify(row)).join('\n') : JSON.stringify(body),
      headers: { 'Content-Type': many ? 'application/x-ndjson' : 'application/json' },
    })
    return { status: response.status, json: await response.json() }
  }
  const tell = (body: object | object[], ticket = 'T1') => send(`/api/tickets/${ticket}/events`, body)
  const ticketNow = async () => TicketDetail.parse(await (await app.request('/api/tickets/T1')).json())

  const passedOn = {
    at: '2026-02-01T10:00:00+08:00',
    kind: 'escalated',
    from_unit: 'community',
    to_unit: 'water',
    from_tier: 'community',
    to_tier: 'department',
    reason: 'beyond_authority',
  }
  const signed = {
    at: '2026-02-01T11:00:00+08:00',
    kind: 'signed',
    from_unit: 'water',
    from_tier: 'department',
  }
  const handled = { ...signed, at: '2026-02-02T09:00:00+08:00', kind: 'handled' }
  const closed = { at: '2026-02-02T12:00:00+08:00', kind: 'closed' }

  it('adds to the log, and the ticket follows it: holder, state, clocks', async () => {
    const { status, json } = await tell(passedOn)
    expect(status).toBe(201)
    expect(IntakeAnswer.parse(json)).toMatchObject({ created: 1, rows: [{ id: 'T1', outcome: 'created' }] })
    expect(await ticketNow()).toMatchObject({
      status: 'dispatched',
      unit: 'water',
      tier: 'department',
      reported_at: '2026-02-01T01:00:00.000Z',
      areas: ['d', 's1'],
    })
    await tell([signed, handled, closed])
    const done = await ticketNow()
    expect(done).toMatchObject({
      status: 'closed',
      signed_at: '2026-02-01T03:00:00.000Z',
      handled_at: '2026-02-02T01:00:00.000Z',
      closed_at: '2026-02-02T04:00:00.000Z',
      solved_tier: 'department',
      unit: 'water',
    })
    expect(done.log.map(({ kind, derived }) => `${kind} ${derived}`)).toEqual([
      'reported false',
      'escalated false',
      'signed false',
      'handled false',
      'closed false',
    ])
  })

  it('keeps what the row said and no line speaks of', async () => {
    await tell({ at: '2026-02-01T10:00:00+08:00', kind: 'supervised' })
    expect(await ticketNow()).toMatchObject({ unit: 'community', tier: 'community', supervised: true })
    expect((await ticketNow()).status).toBe('reported')
  })

  it('opens again what is reopened', async () => {
    await tell([
      passedOn,
      handled,
      closed,
      { at: '2026-02-03T09:00:00+08:00', kind: 'reopened', to_unit: 'water' },
    ])
    expect(await ticketNow()).toMatchObject({ status: 'in_progress', closed_at: null, handled_at: null })
  })

  it('takes the same line once', async () => {
    await tell(passedOn)
    const again = await tell(passedOn)
    expect(again.status).toBe(200)
    expect(IntakeAnswer.parse(again.json)).toMatchObject({ created: 0, unchanged: 1 })
    expect((await ticketNow()).log).toHaveLength(2)
  })

  it('puts a line that comes late in its place', async () => {
    await tell(handled)
    await tell(signed)
    expect((await ticketNow()).log.map(({ kind }) => kind)).toEqual(['reported', 'signed', 'handled'])
    expect((await ticketNow()).status).toBe('handled')
  })

  it('refuses what cannot be: an unknown ticket, one out of sight, an unknown kind, somebody who only looks', async () => {
    expect((await tell(passedOn, 'T9')).status).toBe(404)
    caller = { ...operator, scope: ['s2'] }
    expect((await tell(passedOn)).status).toBe(404)
    caller = { ...operator, role: 'planner' }
    expect((await tell(passedOn)).status).toBe(403)
    caller = operator
    expect((await tell({ ...passedOn, kind: 'lost' })).status).toBe(400)
    expect((await tell({ ...passedOn, ticket: 'T2' })).status).toBe(400)
    expect((await ticketNow()).log).toHaveLength(1)
  })

  it('is told to listeners, once a ticket and message', async () => {
    const reader = new EventReader(await app.request('/api/live'))
    await reader.next()
    await tell([passedOn, signed])
    const [change] = await reader.take(1, 'ticket')
    expect(LiveChange.parse(change?.data)).toMatchObject({
      kind: 'event',
      ticket: { id: 'T1', status: 'in_progress', unit: 'water' },
    })
    expect(change?.id).toBe('2')
    await reader.close()
  })
})
