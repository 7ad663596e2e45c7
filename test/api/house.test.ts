import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { openStore, type Store, StoreError } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

/** A store whose statements about tickets do what a test wants. */
function troubled(store: Store, read: Store['read']): Store {
  return {
    ...store,
    get version() {
      return store.version
    },
    read: (statement, options) =>
      statement.text.includes('FROM ticket t') ? read(statement, options) : store.read(statement, options),
  }
}

describe('the house', () => {
  let store: Store
  let web: string

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    web = mkdtempSync(join(tmpdir(), 'grid-web-'))
    mkdirSync(join(web, 'assets'))
    writeFileSync(join(web, 'index.html'), '<!doctype html><title>Grid Centre</title>')
    writeFileSync(join(web, 'assets', 'index-abc123.js'), 'export {}')
    writeFileSync(join(web, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  })
  afterAll(async () => {
    await store.close()
    rmSync(web, { recursive: true })
  })

  it.each([
    [new StoreError('timeout', 'slow'), 503],
    [new StoreError('full', 'the disk is full'), 507],
    [new StoreError('closed', 'closed'), 503],
    [new StoreError('cancelled', 'gone'), 499],
    [new Error('secret: the table is in a drawer'), 500],
  ])('answers %s with %i', async (error, status) => {
    const { get } = appOf(troubled(store, () => Promise.reject(error)))
    const answer = await get('/api/summary')
    expect(answer.status).toBe(status)
    expect(answer.headers.get('ETag')).toBeNull()
    if (status === 499) return expect(answer.text).toBe('')
    expect(Problem.parse(answer.json)).toMatchObject({ status, instance: '/api/summary' })
    expect(answer.text).not.toContain('secret')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Retry-After')).toBe(status === 503 ? '5' : null)
    if (status === 500) expect(answer.text).toContain(answer.headers.get('X-Request-Id'))
  })

  it('asks the database once for one question of many, and gives each its own copy', async () => {
    let asked = 0
    const { get } = appOf(
      troubled(store, (statement, options) => {
        asked++
        return store.read(statement, options)
      }),
    )
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/api/summary')))
    expect(asked).toBe(1)
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    expect(new Set(answers.map((answer) => answer.headers.get('X-Request-Id'))).size).toBe(20)
    await get('/api/summary')
    expect(asked).toBe(2)
  })

  it('stops a question when the last who waits for it leaves, and not before', async () => {
    const signals: AbortSignal[] = []
    let begun = () => {}
    const { app } = appOf(
      troubled(
        store,
        (_, options) =>
          new Promise((_, reject) => {
            const { signal } = options ?? {}
            if (!signal) return reject(new Error('the question cannot be stopped'))
            signals.push(signal)
            signal.addEventListener('abort', () => reject(new StoreError('cancelled', 'gone')))
            begun()
          }),
      ),
    )
    const started = new Promise<void>((resolve) => {
      begun = resolve
    })
    const [first, second] = [new AbortController(), new AbortController()]
    const ask = (asker: AbortController) => app.request('/api/summary', { signal: asker.signal })
    const answers = [ask(first), ask(second)]
    await started
    first.abort()
    expect(signals.map((signal) => signal.aborted)).toEqual([false])
    second.abort()
    expect(signals.map((signal) => signal.aborted)).toEqual([true])
    expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([499, 499])
  })

  it('says that no centre is loaded', async () => {
    const empty = await openStore({ file: ':memory:' }).catch(() => null)
    if (!empty) throw new Error('a second store in memory')
    try {
      const { get } = appOf(empty)
      expect(await get('/api/centre')).toMatchObject({
        status: 503,
        json: { detail: expect.stringContaining('load') },
      })
      expect(await get('/readyz')).toMatchObject({ status: 503, text: 'no centre is loaded' })
      expect(await get('/healthz')).toMatchObject({ status: 200, text: 'ok' })
    } finally {
      await empty.close()
    }
  })

  it('is ready, and tells Prometheus what it does by route', async () => {
    const { get } = appOf(store)
    expect(await get('/readyz')).toMatchObject({ status: 200, text: 'ready' })
    await get('/api/tickets/M01')
    const { text } = await get('/metrics')
    expect(text).toContain(
      'grid_http_request_seconds_count{method="GET",route="/api/tickets/:id",status="200"} 1',
    )
    expect(text).toContain(`grid_data_version ${store.version}`)
    expect(text).not.toContain('M01')
  })

  it('guards its answers', async () => {
    const { get, app } = appOf(store)
    const { headers } = await get('/api/centre')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    const pages = await appOf(store, { web }).get('/')
    const policy = pages.headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("worker-src 'self' blob:")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/https?:/)
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect((await get(`/api/summary?q=${'x'.repeat(17_000)}`)).status).toBe(414)
    const large = await app.request('/api/tickets', { method: 'POST', body: 'x'.repeat(8_000_001) })
    expect(large.status).toBe(413)
  })

  it('packs long answers for those who can unpack them', async () => {
    const { app } = appOf(store)
    const response = await app.request('/api/areas', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(response.headers.get('Content-Encoding')).toBe('gzip')
    expect(response.headers.get('Vary')).toContain('Accept-Encoding')
  })

  it('serves the pages at every address that is one, and files with their tags', async () => {
    const { get } = appOf(store, { web })
    for (const address of [
      '/',
      '/wall',
      '/plan',
      '/area/S1',
      '/area/S1?from=2026-01-01',
      '/area/S1/brief',
      '/compare?a=S1&b=S2',
      '/ticket/M01',
      '/area/C%2F1',
    ]) {
      const answer = await get(address)
      expect([address, answer.status]).toEqual([address, 200])
      expect(answer.text).toContain('<title>Grid Centre</title>')
      expect(answer.headers.get('Cache-Control')).toBe('no-cache')
      const tag = answer.headers.get('ETag') ?? ''
      expect(await get(address, { 'If-None-Match': tag })).toMatchObject({ status: 304, text: '' })
    }
    const script = await get('/assets/index-abc123.js')
    expect(script.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('Content-Type')).toContain('javascript')
    expect(script.headers.get('ETag')).toBeTruthy()
    for (const address of [
      '/assets/gone.js',
      '/elsewhere',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/../../main.ts',
    ])
      expect([address, (await get(address)).status]).toEqual([address, 404])
  })

  it('sends what was packed when the pages were built to who can unpack it, and keeps the versions apart', async () => {
    const { app } = appOf(store, { web })
    const packed = { br: 'packed by brotli', gz: 'packed by gzip' }
    for (const [ending, bytes] of Object.entries(packed))
      writeFileSync(join(web, 'assets', `index-abc123.js.${ending}`), bytes)
    const tags = new Set<string | null>()
    for (const [accepted, encoding, text] of [
      ['gzip, deflate, br', 'br', packed.br],
      ['gzip', 'gzip', packed.gz],
      ['identity', null, 'export {}'],
    ] as const) {
      const answer = await app.request('/assets/index-abc123.js', {
        headers: { 'Accept-Encoding': accepted },
      })
      expect(answer.headers.get('Content-Encoding')).toBe(encoding)
      expect(await answer.text()).toBe(text)
      expect(answer.headers.get('Content-Type')).toContain('javascript')
      expect(answer.headers.get('Cache-Control')).toContain('immutable')
      expect(answer.headers.get('Vary')).toContain('Accept-Encoding')
      tags.add(answer.headers.get('ETag'))
    }
    expect(tags.size).toBe(3)
  })

  it('says that the pages are not built, where they are not', async () => {
    for (const folder of [undefined, join(web, 'nothing')]) {
      const { get } = appOf(store, folder === undefined ? {} : { web: folder })
      const answer = await get('/')
      expect(answer.status).toBe(503)
      expect(answer.text).toContain('npm start')
    }
  })

  it('documents itself without a host outside or a script in the page', async () => {
    const { get } = appOf(store)
    const page = await get('/api/docs')
    expect(page.status).toBe(200)
    expect(page.text).not.toMatch(/https?:\/\//)
    expect(page.text).not.toMatch(/<script>|onload=|onclick=/)
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(files).toHaveLength(4)
    for (const file of files) expect([file, (await get(file)).status]).toEqual([file, 200])
    expect((await get('/api/docs/start.js')).text).toContain('validatorUrl: null')
  })

  it('takes its present from the clock alone', async () => {
    const { get } = appOf(store, {
      now: new Date(clockAt('2026-03-09T00:00:00.750+08:00').now()).toISOString(),
    })
    expect((await get('/api/centre')).json).toMatchObject({ asOf: '2026-03-08T16:00:00.000Z' })
  })
})
