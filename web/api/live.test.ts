import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveClient, type LiveNews } from './live.ts'

/** A server that is spoken for by the test: every connection is kept, with what it was asked. */
class Server {
  readonly asked: (string | null)[] = []
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined
  up = true

  readonly fetch = (async (_url: string, init?: RequestInit) => {
    this.asked.push(new Headers(init?.headers).get('Last-Event-ID'))
    if (!this.up) throw new TypeError('Failed to fetch')
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.controller = controller
        init?.signal?.addEventListener('abort', () => controller.error(new Error('aborted')))
      },
    })
    return new Response(stream, {
      headers: { 'Content-Type': 'text/event-stream', Date: new Date(1_000_000).toUTCString() },
    })
  }) as typeof fetch

  say(event: string, data: unknown, id?: number): void {
    const numbered = id === undefined ? '' : `id: ${id}\n`
    this.controller?.enqueue(
      new TextEncoder().encode(`${numbered}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    )
  }

  hangUp(): void {
    this.controller?.close()
  }
}

const beat = (dataVersion: number) => ({ dataVersion, asOf: '2026-06-30T14:31:00.000Z' })
const ticket = (id: string, urgency = 'normal') => ({
  kind: 'created',
  at: '2026-06-30T14:31:00.000Z',
  ticket: {
    id,
    title: null,
    source: null,
    category: null,
    urgency,
    status: 'reported',
    tier: null,
    unit: null,
    area: null,
    lon: null,
    lat: null,
    reported_at: '2026-06-30T14:31:00.000Z',
    due_at: null,
    closed_at: null,
    returns: 0,
    transfers: 0,
    overdue: false,
    areas: [],
  },
})

describe('the live client', () => {
  let server: Server
  let live: LiveClient
  let stop: () => void
  let news: LiveNews[]
  let drawn: number
  beforeEach(() => {
    vi.useFakeTimers({ now: 5_000_000 })
    server = new Server()
    live = new LiveClient({
      fetch: server.fetch,
      steady: () => performance.now(),
      calendar: () => Date.now(),
    })
    news = []
    drawn = 0
    live.hear((what) => news.push(what))
    live.watch(() => drawn++)
    stop = live.start()
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })
  const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  it('is open from the first word on, and tells that something may be new', async () => {
    await passes(10)
    expect(live.state.connection).toBe('connecting')
    server.say('hello', beat(3), 12)
    await passes(1_000)
    expect(live.state).toMatchObject({ connection: 'open', beat: beat(3) })
    expect(news).toEqual([{ changes: [], created: 0, renewed: true }])
    server.say('beat', beat(3))
    await passes(1_500)
    expect(news).toHaveLength(1)
    server.say('beat', beat(4))
    await passes(1_500)
    expect(news).toHaveLength(2)
  })

  it('gathers a burst to one telling a second, keeps the latest and every dangerous one', async () => {
    await passes(10)
    server.say('hello', beat(3), 0)
    await passes(1_500)
    const before = drawn
    for (let at = 1; at <= 1000; at++)
      server.say('ticket', ticket(`t${at}`, at === 5 ? 'danger' : 'normal'), at)
    await passes(1_500)
    expect(news).toHaveLength(2)
    expect(news[1]?.created).toBe(1000)
    const ids = news[1]?.changes.map(({ ticket }) => ticket.id) ?? []
    expect(ids).toHaveLength(40)
    expect([ids[0], ids.at(-1)]).toEqual(['t5', 't1000'])
    expect(drawn - before).toBeLessThan(3)
  })

  it('comes back after ever longer waits, and goes on after the last change it had', async () => {
    await passes(10)
    server.say('hello', beat(3), 7)
    server.say('ticket', ticket('a'), 8)
    await passes(10)
    server.up = false
    server.hangUp()
    await passes(10)
    expect(live.state.connection).toBe('lost')
    // after 1, 2, 4, 8, 16, 30, 30 s
    await passes(61_000)
    expect(server.asked).toHaveLength(7)
    server.up = true
    await passes(30_000)
    server.say('hello', beat(5), 8)
    await passes(10)
    expect(live.state).toMatchObject({ connection: 'open', beat: beat(5) })
    expect(server.asked[0]).toBeNull()
    expect(server.asked.at(-1)).toBe('8')
  })

  it('gives up a connection that says nothing for two beats', async () => {
    await passes(10)
    server.say('hello', beat(3), 7)
    await passes(39_000)
    expect(live.state.connection).toBe('open')
    await passes(2_000)
    expect(live.state.connection).toBe('lost')
    await passes(1_000)
    expect(server.asked).toEqual([null, '7'])
  })

  it('tells the age of what happened by the clock of the server', async () => {
    await passes(10)
    server.say('hello', beat(3), 0)
    await passes(10)
    // the server says 1,000 s when the reader's clock says 5,000: four thousand behind
    expect(live.ageOf(new Date(940_000).toISOString())).toBeCloseTo(60_000, -2)
  })

  it('connects anew at once when told to', async () => {
    await passes(10)
    server.say('hello', beat(3), 7)
    await passes(10)
    live.again()
    await passes(10)
    expect(server.asked).toEqual([null, '7'])
    server.say('hello', beat(3), 7)
    await passes(10)
    expect(live.state.connection).toBe('open')
  })
})
