import { connect } from 'node:net'
import { Problem } from '@grid/data/contract'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localOperator } from '../../server/access/index.ts'
import { createApp } from '../../server/app.ts'
import { clockAt } from '../../server/clock.ts'
import { type Serving, serve } from '../../server/serve.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { present, twoStreets } from '../fixtures/two-streets.ts'

const log = pino({ level: 'silent' })
const clock = clockAt(present)

/** Sends raw bytes and gives everything that comes back until the server closes. */
function exchange(url: string, ...messages: string[]): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    let answer = ''
    const socket = connect(Number(port), hostname, () => {
      for (const message of messages) socket.write(message)
    })
    socket.setEncoding('latin1').on('data', (text) => {
      answer += text
    })
    // a connection that is cut is an answer too
    socket.on('error', () => undefined).on('close', () => resolve(answer))
  })
}

const statuses = (answer: string) => [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status)

describe('headers', () => {
  let store: Store
  beforeAll(async () => {
    store = await storeWith(twoStreets)
  })
  afterAll(() => store.close())

  it.each([
    ['/api/centre', "default-src 'none'"],
    ['/api/nothing', "default-src 'none'"],
    ['/nothing', "default-src 'none'"],
    ['/api/export/tickets.geojson', "default-src 'none'"],
    ['/open311/v2/requests.xml', "default-src 'none'"],
    ['/api/docs', "script-src 'self'"],
    ['/ogc?f=html', 'sha256-'],
    ['/ogc/collections/tickets/items?f=html', 'sha256-'],
    ['/metrics', "default-src 'none'"],
    ['/', "default-src 'none'"],
  ])('of %s let in no frame, no script of its own and no guess', async (path, policy) => {
    const { headers } = await appOf(store).get(path)
    const csp = headers.get('Content-Security-Policy') ?? ''
    expect(csp).toContain(policy)
    expect(csp).toContain("frame-ancestors 'none'")
    expect(csp).not.toMatch(/unsafe|https?:|\*/)
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    })
    const kept = headers.get('Cache-Control') ?? ''
    if (path !== '/api/docs') expect(kept).toMatch(/no-store|private/)
  })

  it('let in the frames of a list alone', async () => {
    const framedBy = ['https://portal.example']
    const app = createApp({ store, clock, log, access: localOperator, framedBy })
    const { headers } = await app.request('/ogc?f=html')
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'self' https://portal.example")
    expect(headers.get('X-Frame-Options')).toBeNull()
  })

  it('that are too many, and addresses with too many parameters, are refused', async () => {
    const { app, get } = appOf(store)
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`X-${n}`, '1']))
    expect((await app.request('/api/centre', { headers: many })).status).toBe(431)
    const answer = await get(`/api/summary?${'a=1&'.repeat(501)}`)
    expect(Problem.parse(answer.json)).toMatchObject({ status: 414, detail: expect.stringContaining('500') })
  })
})

describe('a question that takes too long', () => {
  it('is stopped in the engine, and the next one answered', async () => {
    const store = await storeWith(twoStreets)
    const endless = sql`SELECT count(*) AS n FROM range(100000000) a, range(100000000) b WHERE a.range % 7 + b.range % 5 = 3`
    let slow = true
    const { get } = appOf({
      ...store,
      get version() {
        return store.version
      },
      read: (statement, options) =>
        slow && statement.text.includes('FROM ticket t')
          ? store.read(endless, { ...options, timeoutMs: 50, waitMs: 10_000 })
          : store.read(statement, options),
    })
    // more than there are connections: each is free again
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, day) => get(`/api/summary?from=2026-03-0${day + 1}`)),
    )
    for (const { status, json, headers } of answers) {
      expect(Problem.parse(json)).toMatchObject({ status: 503, detail: expect.stringContaining('shorter') })
      expect([status, headers.get('Retry-After')]).toEqual([503, '5'])
    }
    slow = false
    expect((await get('/api/summary?from=2026-03-01')).status).toBe(200)
    await store.close()
  })
})

describe('a connection', () => {
  let serving: Serving
  beforeAll(async () => {
    const store = await storeWith(twoStreets)
    const waits = { arrivalMs: 300, nextMs: 300, readingMs: 2000, lookMs: 50 }
    serving = await serve({ store, clock, log, host: '127.0.0.1', port: 0, web: 'nowhere', waits })
  })
  afterAll(() => serving.stop())

  it.each([
    ['no word', ''],
    ['half a header', 'GET /api/centre HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'half a body',
      'POST /api/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
    ['half a chunk', 'POST /api/tickets HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{'],
  ])('that sends %s and waits is closed', async (_, message) => {
    const answer = await exchange(serving.url, message)
    expect(statuses(answer).filter((status) => status !== '408')).toEqual([])
    expect((await fetch(`${serving.url}/healthz`)).status).toBe(200)
  })

  it('that rests after an answer is closed', async () => {
    expect(statuses(await exchange(serving.url, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'))).toEqual(['200'])
  })

  const inner = 'GET /api/tickets HTTP/1.1\r\nHost: x\r\n\r\n'
  it.each([
    [
      'both lengths',
      `Content-Length: ${inner.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    ],
    ['two lengths', `Content-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ['a list of lengths', `Content-Length: 0, ${inner.length}\r\n\r\n${inner}`],
    ['a signed length', `Content-Length: +0\r\n\r\n${inner}`],
    ['a length that is no number', `Content-Length: 0x0\r\n\r\n${inner}`],
    ['an unknown coding', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`],
    ['a coding twice', `Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n${inner}`],
    ['a hidden coding', `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${inner}`],
    ['a coding after a line feed', `X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`],
    ['a folded coding', `Transfer-Encoding:\r\n chunked, identity\r\n\r\n0\r\n\r\n${inner}`],
    ['a chunk of odd length', `Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${inner}`],
    ['a chunk too large to count', `Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n${inner}`],
    ['a line feed after a chunk', `Transfer-Encoding: chunked\r\n\r\n1\nZ\r\n0\r\n\r\n${inner}`],
  ])('with %s is refused, and no second request is found in it', async (_, rest) => {
    const answer = await exchange(serving.url, `POST /api/tickets HTTP/1.1\r\nHost: x\r\n${rest}`)
    expect(statuses(answer)).toEqual(['400'])
    expect(answer).not.toContain('"tickets"')
  })

  it.each([
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET /api/centre HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['a zero in a header', 'GET /api/centre HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n'],
    ['a line that is no request', 'HELO mail\r\n\r\n'],
    ['too large a header', `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`],
    [
      'too many headers',
      `GET /healthz HTTP/1.1\r\nHost: x\r\n${Array.from({ length: 120 }, (_, n) => `X-${n}: 1\r\n`).join('')}\r\n`,
    ],
    ["another server's address", 'GET http://elsewhere.example/api/centre HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a path that climbs', 'GET /assets/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an odd host', 'GET /ogc HTTP/1.1\r\nHost: a"><script>\r\n\r\n'],
    [
      'an endless chunk extension',
      `POST /api/tickets HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(100_000)}\r\n{\r\n0\r\n\r\n`,
    ],
  ])('with %s gets no answer of the 500s', async (_, message) => {
    const answer = await exchange(serving.url, message)
    expect(statuses(answer).join()).toMatch(/^$|^[234]\d\d$/)
    expect(answer).not.toContain('root:')
  })
})
