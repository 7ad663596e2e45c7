import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { Alerts, CentrePack } from '@grid/data/contract'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { AlertDesk } from '../../server/alerts/index.ts'
import { clockAt } from '../../server/clock.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { burst, quiet } from '../fixtures/burst.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets as fixture, present } from '../fixtures/two-streets.ts'
import { smallCentre, twoStreets, Workshop } from '../intake/workshop.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

interface Heard {
  headers: NodeJS.Dict<string | string[]>
  body: string
}

/** A receiver of webhooks that answers with the next of `answers`, 200 when there is none left. */
async function receiver(answers: number[] = []) {
  const heard: Heard[] = []
  const server: Server = createServer((asked, answer) => {
    let body = ''
    asked.on('data', (part) => {
      body += part
    })
    asked.on('end', () => {
      heard.push({ headers: asked.headers, body })
      answer.writeHead(answers.shift() ?? 200).end()
    })
  })
  closing.push(() => new Promise((resolve) => server.close(() => resolve())))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return { heard, host, webhook: `http://${host}/hook` }
}

const start = Date.parse('2026-03-01T05:00:00Z')

async function centre(alerts: object[]) {
  const shop = new Workshop()
  closing.push(() => shop[Symbol.asyncDispose]())
  shop.file('centre.json', { ...smallCentre, alerts })
  shop.file('areas.geojson', twoStreets)
  await shop.load()
  const store = await shop.store()
  const clock = { at: start, now: () => clock.at }
  const desk = (allowed: string[], secret?: string) =>
    new AlertDesk({ store, clock, log: pino({ level: 'silent' }), secret, reach: { allowed } })
  return { store, clock, desk, ...sending(store) }
}

function sending(store: Store) {
  const { app, get } = appOf(store, { now: '2026-03-01T05:00:00Z' })
  const send = async (id: string, more: object = {}) => {
    const body = JSON.stringify({
      id,
      category: 'water',
      lon: 109.005,
      lat: 34.505,
      reported_at: '2026-03-01T04:00:00Z',
      ...more,
    })
    const answer = await app.request('/api/tickets', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).toBeLessThan(300)
  }
  const log = async () => Alerts.parse((await get('/api/alerts')).json).alerts
  return { send, log, get }
}

const facts = ({ body }: Heard): Record<string, unknown> => JSON.parse(body)

describe('alerts', () => {
  it('tell of an urgent ticket once, signed, without its texts', async () => {
    const { heard, host, webhook } = await receiver()
    const { send, desk, log } = await centre([{ id: 'danger', on: 'urgent', webhook, area: ['s1'] }])
    const watching = desk([host], 'secret')
    await send('calm')
    await send('gas', {
      urgency: 'danger',
      title: 'Gas at Ms Li',
      description: 'secret words',
      address: 'her door',
    })
    await send('elsewhere', { urgency: 'danger', lon: 109.015 })
    await send('old', { urgency: 'danger', reported_at: '2026-02-01T00:00:00Z' })
    for (let look = 0; look < 3; look++) {
      await watching.look()
      await watching.tell()
    }
    expect(heard.map(facts)).toEqual([
      expect.objectContaining({
        rule: 'danger',
        kind: 'urgent',
        ticket: 'gas',
        area: 's1',
        centre: 'small',
        synthetic: false,
      }),
    ])
    expect(heard[0]?.body).not.toMatch(/Li|secret words|door/)
    const seconds = start / 1000
    const expected = createHmac('sha256', 'secret').update(`${seconds}.${heard[0]?.body}`).digest('hex')
    expect(heard[0]?.headers['grid-centre-signature']).toBe(`t=${seconds},v1=${expected}`)
    expect(await log()).toMatchObject([
      {
        rule: 'danger',
        kind: 'urgent',
        about: 'gas',
        state: 'sent',
        attempts: 1,
        answered: 200,
        body: heard[0]?.body,
      },
    ])
  })

  it('tell of every urgent ticket, however many come at once', async () => {
    const { host, webhook } = await receiver()
    const { send, desk, get } = await centre([{ id: 'danger', on: 'urgent', webhook }])
    const ids = Array.from({ length: 250 }, (_, nth) => `gas-${nth}`)
    await Promise.all(ids.map((id) => send(id, { urgency: 'danger' })))
    const watching = desk([host])
    await watching.look()
    await watching.look()
    const { alerts } = Alerts.parse((await get('/api/alerts?limit=500')).json)
    expect(alerts.map(({ about }) => about).sort()).toEqual(ids.sort())
  })

  it('keep no webhook waiting for another that does not answer', async () => {
    const { heard, host, webhook } = await receiver()
    const silent = await receiver()
    await closing.pop()?.()
    const rule = { on: 'urgent', webhook: silent.webhook }
    const { send, desk, log } = await centre([
      { ...rule, id: 'silent' },
      { ...rule, id: 'heard', webhook },
    ])
    for (const id of ['a', 'b', 'c']) await send(id, { urgency: 'danger' })
    const watching = desk([host, silent.host])
    await watching.look()
    await watching.tell()
    expect(heard.map(facts).map(({ rule: id, ticket }) => [id, ticket])).toEqual([
      ['heard', 'c'],
      ['heard', 'b'],
      ['heard', 'a'],
    ])
    // the one that is not there was tried once, not once for each
    const tried = (await log()).filter(({ rule: id }) => id === 'silent').map(({ attempts }) => attempts)
    expect(tried.sort()).toEqual([0, 0, 1])
  })

  it('tell when the overdue are too many, and when no more, each crossing once', async () => {
    const { heard, host, webhook } = await receiver()
    const { send, desk } = await centre([{ id: 'backlog', on: 'overdue', moreThan: 1, webhook }])
    const watching = desk([host])
    const late = { due_at: '2026-03-01T04:30:00Z' }
    const look = async () => {
      await watching.look()
      await watching.tell()
    }
    await send('a', late)
    await look()
    await send('b', late)
    await look()
    await send('c', late)
    await look()
    for (const id of ['a', 'b'])
      await send(id, { ...late, status: 'closed', closed_at: '2026-03-01T04:59:00Z' })
    await look()
    await look()
    expect(heard.map(facts)).toMatchObject([
      { kind: 'overdue', overdue: 2, moreThan: 1 },
      { kind: 'cleared', overdue: 1 },
    ])
    expect(heard[0]?.headers['grid-centre-signature']).toBeUndefined()
  })

  it('are tried again, later each time, under one key, and given up in the end', async () => {
    const { heard, host, webhook } = await receiver([500, 302])
    const { send, desk, clock, log } = await centre([{ id: 'danger', on: 'urgent', webhook }])
    const watching = desk([host])
    await send('gas', { urgency: 'danger' })
    await watching.look()
    await watching.tell()
    await watching.tell()
    expect(heard.length).toBe(1)
    expect(await log()).toMatchObject([
      { state: 'waiting', attempts: 1, answered: 500, nextAt: new Date(start + 10_000).toISOString() },
    ])
    clock.at = start + 10_000
    await watching.tell()
    clock.at += 20_000
    await watching.tell()
    expect(heard.map(({ headers }) => headers['idempotency-key'])).toEqual(['alert-1', 'alert-1', 'alert-1'])
    expect(await log()).toMatchObject([{ state: 'sent', attempts: 3, error: null, nextAt: null }])
  })

  it('are not sent into a private network that nobody allowed, and given up after sixteen attempts', async () => {
    const { heard, webhook } = await receiver()
    const { send, desk, clock, log } = await centre([{ id: 'danger', on: 'urgent', webhook }])
    const watching = desk([])
    await send('gas', { urgency: 'danger' })
    await watching.look()
    for (let attempt = 0; attempt < 20; attempt++) {
      await watching.tell()
      clock.at += 3_600_000
    }
    expect(heard).toEqual([])
    const [alert] = await log()
    expect(alert).toMatchObject({ state: 'given up', attempts: 16, answered: null, nextAt: null })
    expect(alert?.error).toContain('private network')
  })

  it('tell of a warning once, by place and category, in both languages', async () => {
    const { heard, host, webhook } = await receiver()
    const elsewhere = { id: 'far', on: 'warning' as const, webhook, area: ['C12'] }
    const store = await storeWith({
      ...fixture,
      pack: { ...fixture.pack, alerts: [{ id: 'early', on: 'warning', webhook }, elsewhere] },
      tickets: [...quiet, ...burst],
    })
    closing.push(() => store.close())
    const clock = clockAt(present)
    const reach = { allowed: [host] }
    const desk = new AlertDesk({ store, clock, log: pino({ level: 'silent' }), secret: undefined, reach })
    const look = async () => {
      await desk.look()
      await desk.tell()
    }
    // the scan is under way at first, and nobody waits for it
    while (heard.length === 0) {
      await look()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await look()
    // 21 tickets of the burst and two of the quiet days among its seven
    expect(heard.map(facts)).toEqual([
      expect.objectContaining({
        rule: 'early',
        kind: 'warning',
        category: 'sanitation',
        area: 'C21',
        from: '2026-03-24',
        to: '2026-03-31',
        observed: 23,
        en: expect.stringContaining('23 tickets about sanitation in C21 in the last 7 days'),
        zh: expect.stringContaining('C21近7天有23件'),
      }),
    ])
    const [alert] = Alerts.parse((await sending(store).get('/api/alerts')).json).alerts
    expect(alert).toMatchObject({ rule: 'early', kind: 'warning', state: 'sent', attempts: 1 })
  }, 120_000)

  it('say nothing of warnings while there is too little to warn by', async () => {
    const { heard, host, webhook } = await receiver()
    const { send, desk, log } = await centre([{ id: 'early', on: 'warning', webhook }])
    await send('a')
    const watching = desk([host])
    await watching.look()
    await watching.tell()
    expect([heard, await log()]).toEqual([[], []])
  })

  it('have a log for those who run the centre alone, and rules that a pack is checked for', async () => {
    const { store, get } = await centre([])
    expect((await get('/api/alerts')).json).toEqual({ alerts: [] })
    expect((await get('/api/alerts?limit=0')).status).toBe(400)
    const reader = appOf(store, {
      access: () => callerOf({ role: 'planner', scope: 'all', freeText: false }),
    })
    expect((await reader.get('/api/alerts')).status).toBe(403)
    const within = appOf(store, {
      access: () => callerOf({ role: 'coordinator', scope: ['s1'], freeText: true }),
    })
    expect((await within.get('/api/alerts')).status).toBe(403)
    const pack = (alerts: object[]) => CentrePack.safeParse({ ...smallCentre, alerts }).success
    const rule = { id: 'a', on: 'urgent', webhook: 'https://example.org/' }
    expect([
      pack([rule]),
      pack([rule, rule]),
      pack([{ ...rule, webhook: 'file:///x' }]),
      pack([{ ...rule, on: 'noon' }]),
    ]).toEqual([true, false, false, false])
  })
})
