import { createServer, type Server } from 'node:http'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { importPeer } from '../../server/cli/index.ts'
import { clockAt } from '../../server/clock.ts'
import { LiveIntake } from '../../server/intake/index.ts'
import { Endpoint, Poller } from '../../server/open311/index.ts'
import { sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { smallCentre, twoStreets, Workshop } from '../intake/workshop.ts'

const now = '2026-03-01T05:00:00Z'
const clock = clockAt(now)

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function centre(): Promise<Workshop> {
  const shop = new Workshop()
  closing.push(() => shop[Symbol.asyncDispose]())
  shop.file('centre.json', smallCentre)
  shop.file('areas.geojson', twoStreets)
  await shop.load()
  return shop
}

async function listening(server: Pick<Server, 'listen' | 'close' | 'address'>): Promise<string> {
  closing.push(() => new Promise((resolve) => server.close(() => resolve())))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

const ticket = (id: string, reported: string, more: object = {}) =>
  JSON.stringify({ id, category: 'water', lon: 109.005, lat: 34.505, reported_at: reported, ...more })

/** A server of ours with some tickets, to be read by another. */
async function peer() {
  const store = await (await centre()).store()
  const { app } = appOf(store, { now })
  const send = async (...lines: string[]) => {
    const headers = { 'Content-Type': 'application/x-ndjson' }
    const answer = await app.request('/api/tickets', { method: 'POST', body: lines.join('\n'), headers })
    expect(answer.status).toBeLessThan(300)
  }
  const server = createServer(async (asked, answer) => {
    const response = await app.request(`http://peer${asked.url}`, {
      headers: { Accept: asked.headers.accept ?? '' },
    })
    answer.writeHead(response.status).end(await response.text())
  })
  const host = await listening(server)
  return { base: `http://${host}/open311/v2`, host, send }
}

describe('reading another server', () => {
  it('imports what was reported since a day, and nothing new the second time', async () => {
    const { base, host, send } = await peer()
    await send(
      ticket('a', '2025-09-01T00:00:00Z'),
      ticket('b', '2026-01-01T00:00:00Z', { status: 'closed', closed_at: '2026-01-05T00:00:00Z' }),
      ticket('c', '2026-02-27T00:00:00Z', { description: 'No <water> & heat' }),
    )
    const store = await (await centre()).store()
    const read = (since?: string) =>
      importPeer({ store, clock }, base, { allowHost: [host], ...(since ? { since } : {}) })
    expect(await read()).toMatchObject({ read: 2, inserted: 2, rejected: 0 })
    expect(await read('2025-08-01')).toMatchObject({ read: 3, inserted: 1, unchanged: 2, updated: 0 })
    expect(await read('2025-08-01')).toMatchObject({ inserted: 0, unchanged: 3, updated: 0 })
    expect(await store.read(sql`SELECT id, status, description, placed FROM ticket ORDER BY id`)).toEqual([
      { id: `${host}/a`, status: 'reported', description: null, placed: 'point' },
      { id: `${host}/b`, status: 'closed', description: null, placed: 'point' },
      { id: `${host}/c`, status: 'reported', description: 'No <water> & heat', placed: 'point' },
    ])
    await send(ticket('c', '2026-02-27T00:00:00Z', { status: 'closed', closed_at: '2026-02-28T00:00:00Z' }))
    expect(await read()).toMatchObject({ updated: 1, unchanged: 1 })
  })

  it('asks nothing within a private network that nobody allowed', async () => {
    const { base } = await peer()
    const store = await (await centre()).store()
    await expect(importPeer({ store, clock }, base, {})).rejects.toThrow('--allow-host')
  })

  it('looks again: new ones, and open ones of long ago as they are now', async () => {
    const { base, host, send } = await peer()
    await send(ticket('old', '2025-12-10T00:00:00Z'), ticket('new', '2026-02-28T23:00:00Z'))
    const store = await (await centre()).store()
    const intake = new LiveIntake(store, clock, () => undefined)
    const endpoint = new Endpoint(base, { allowed: [host] })
    const poller = new Poller({ store, clock, log: pino({ level: 'silent' }), intake, endpoint })
    expect((await poller.look()).tickets.map(({ id }) => id).sort()).toEqual([`${host}/new`, `${host}/old`])
    const version = store.version
    await send(
      ticket('old', '2025-12-10T00:00:00Z', { status: 'closed', closed_at: '2026-02-28T00:00:00Z' }),
      ticket('newest', '2026-03-01T01:00:00Z'),
    )
    await poller.look()
    expect(store.version).toBeGreaterThan(version)
    expect(await store.read(sql`SELECT id, status FROM ticket ORDER BY id`)).toEqual([
      { id: `${host}/new`, status: 'reported' },
      { id: `${host}/newest`, status: 'reported' },
      { id: `${host}/old`, status: 'closed' },
    ])
  })

  it('takes XML where there is no JSON, and says so where there is neither', async () => {
    const request = `<request><service_request_id>7</service_request_id><status>open</status>
      <requested_datetime>2026-02-01T00:00:00Z</requested_datetime><lat>34.505</lat><long>109.005</long></request>`
    const validators: (string | undefined)[] = []
    const server = createServer((asked, answer) => {
      validators.push(asked.headers['if-none-match'])
      const page = new URL(asked.url ?? '', 'http://x').searchParams.get('page')
      if (!asked.url?.startsWith('/xml/requests.xml')) answer.writeHead(404).end()
      else if (asked.headers['if-none-match']) answer.writeHead(304).end()
      else
        answer
          .writeHead(200, { ETag: '"1"' })
          .end(`<?xml version="1.0"?><service_requests>${page === '1' ? request : ''}</service_requests>`)
    })
    const host = await listening(server)
    const endpoint = new Endpoint(`http://${host}/xml/`, { allowed: [host] })
    const question = { page: '1' }
    expect((await endpoint.requests(question)).map(({ service_request_id: id }) => id)).toEqual(['7'])
    expect((await endpoint.requests(question)).map(({ service_request_id: id }) => id)).toEqual(['7'])
    expect(validators).toEqual([undefined, undefined, '"1"'])
    await expect(new Endpoint(`http://${host}/none`, { allowed: [host] }).requests({})).rejects.toThrow(
      'neither',
    )
  })
})
