import { Session } from '@grid/data/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addAccount, limits, stillStands } from '../../server/access/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'
import { type Told, Visitor } from '../fixtures/visitor.ts'

const minute = 60_000
const password = 'nine lives of a cat'
const start = Date.parse('2026-03-31T04:00:00Z')

describe('logging in', () => {
  let store: Store
  let now: number
  let app: ReturnType<typeof appOf>['app']
  const open: Store[] = []

  beforeEach(async () => {
    now = start
    store = await storeWith(twoStreets)
    open.push(store)
    app = appOf(store, { access: 'login', clock: { now: () => now }, proxies: ['10.0.0.1'] }).app
    await addAccount(store, { name: 'Wang Li', role: 'coordinator', scope: ['S2'], password }, now)
  })
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
  })

  const visitor = (address?: string, headers?: Record<string, string>) =>
    new Visitor(app, { ...(address ? { address } : {}), ...(headers ? { headers } : {}) })
  const loggedIn = async () => {
    const one = visitor()
    expect((await one.logIn('Wang Li', password)).status).toBe(200)
    return one
  }
  const callerOf = (told: Told) => Session.parse(told.json).caller

  it('lets nobody see anything who has not said who they are', async () => {
    const anybody = visitor()
    for (const path of [
      '/api/centre',
      '/api/tickets',
      '/ogc/collections',
      '/open311/v2/requests.json',
      '/metrics',
    ])
      expect([path, (await anybody.get(path)).status]).toEqual([path, 401])
    for (const path of ['/healthz', '/readyz', '/api/openapi.json', '/api/docs', '/api/session'])
      expect([path, (await anybody.get(path)).status]).toEqual([path, 200])
    expect(callerOf(await anybody.get('/api/session'))).toBeNull()
    expect((await anybody.get('/api/nothing')).status).toBe(401)
  })

  it('lets in who has name and password, capitals of the name aside, and says who that is', async () => {
    const one = visitor()
    const told = await one.logIn(' wang li ', password)
    expect(told.status).toBe(200)
    expect(Session.parse(told.json)).toEqual({
      login: 'password',
      caller: {
        kind: 'person',
        name: 'Wang Li',
        role: 'coordinator',
        scope: ['S2'],
        areas: [{ code: 'S2', name: 'S2', nameEn: null }],
        tasks: ['look', 'warnings', 'logs', 'export', 'texts', 'send'],
        scenes: null,
        password: true,
      },
    })
    expect(told.headers.get('Cache-Control')).toBe('no-store')
    const { json } = await one.get('/api/tickets?limit=500')
    // counted by hand from the fixture: tickets of C21 up to the present
    expect((json as { total: number }).total).toBe(8)
  })

  it('keeps the cookie from scripts and from other sites, and from the clear behind TLS', async () => {
    const plain = await visitor().logIn('Wang Li', password)
    expect(plain.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^grid_session=grid_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    const behind = visitor('10.0.0.1', { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '198.51.100.9' })
    const told = await behind.logIn('Wang Li', password)
    expect(told.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-grid_session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ])
    expect((await behind.get('/api/tickets')).status).toBe(200)
    // anybody may write these headers
    const pretender = visitor('192.0.2.8', { 'X-Forwarded-Proto': 'https' })
    const heard = await pretender.logIn('Wang Li', password)
    expect(heard.headers.getSetCookie()[0]).not.toContain('Secure')
  })

  it('keeps neither password nor cookie where they could be read', async () => {
    const one = await loggedIn()
    const [secret = ''] = one.cookies.values()
    for (const table of ['account', 'session']) {
      const rows = JSON.stringify(await store.read({ text: `SELECT * FROM ${table}`, values: [] } as never))
      expect(rows).not.toContain(password)
      expect(rows).not.toContain(secret)
    }
  })

  it('says the same of a wrong password and of nobody', async () => {
    const wrong = await visitor('192.0.2.1').logIn('Wang Li', 'not the password')
    const nobody = await visitor('192.0.2.2').logIn('Li Wang', 'not the password')
    expect([wrong.status, wrong.json]).toEqual([401, nobody.json])
    expect(nobody.status).toBe(401)
  })

  it('makes a name wait that was tried too often, longer each time, whether or not it is somebody', async () => {
    for (const name of ['Wang Li', 'Nobody At All']) {
      let from = 10
      const attempt = (word = 'not the password') => visitor(`192.0.2.${from++}`).logIn(name, word)
      for (let n = 0; n < 5; n++) expect((await attempt()).status).toBe(401)
      const stopped = await attempt(password)
      expect([stopped.status, stopped.headers.get('Retry-After')]).toEqual([429, '15'])
      now += 15_000
      expect((await attempt()).status).toBe(401)
      const again = await attempt(password)
      expect([again.status, again.headers.get('Retry-After')]).toEqual([429, '30'])
      now += 30_000
      expect((await attempt(password)).status).toBe(name === 'Wang Li' ? 200 : 401)
    }
    // the right one has made the wrong ones forgotten
    expect((await visitor('192.0.2.99').logIn('Wang Li', 'not the password')).status).toBe(401)
    expect((await visitor('192.0.2.98').logIn('Wang Li', password)).status).toBe(200)
  })

  it('counts attempts at one moment as many, not as one', async () => {
    const attempts = Array.from({ length: 8 }, (_, n) =>
      visitor(`192.0.2.${n}`).logIn('Wang Li', 'wrong password'),
    )
    const answers = (await Promise.all(attempts)).map(({ status }) => status)
    expect(answers.sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  })

  it('takes ten attempts of an address, then one every six seconds', async () => {
    const one = visitor()
    for (let n = 0; n < 10; n++) expect((await one.logIn(`nobody ${n}`, 'wrong password')).status).toBe(401)
    const told = await one.logIn('Wang Li', password)
    expect([told.status, told.headers.get('Retry-After')]).toEqual([429, '6'])
    // behind a proxy it is the asker's address that counts, and not one the asker has written
    const behind = (written: string) => visitor('10.0.0.1', { 'X-Forwarded-For': `${written}, 198.51.100.9` })
    for (let n = 0; n < 10; n++)
      expect((await behind(`203.0.113.${n}`).logIn(`nobody ${n}`, 'wrong password')).status).toBe(401)
    expect((await behind('203.0.113.77').logIn('Wang Li', password)).status).toBe(429)
    now += 6000
    expect((await one.logIn('Wang Li', password)).status).toBe(200)
  })

  it('ends a login that rests, and every one after a shift', async () => {
    const resting = await loggedIn()
    now += limits.idle
    expect((await resting.get('/api/centre')).status).toBe(401)
    const busy = await loggedIn()
    for (let spent = 0; spent + 30 * minute < limits.absolute; spent += 30 * minute) {
      now += 30 * minute
      expect((await busy.get('/api/centre')).status).toBe(200)
    }
    now += 30 * minute
    expect((await busy.get('/api/centre')).status).toBe(401)
  })

  it('gives the cookie another value now and then; the one before dies soon after', async () => {
    const one = await loggedIn()
    const before = new Map(one.cookies)
    now += limits.rotation - minute
    await one.get('/api/centre')
    expect(one.cookies).toEqual(before)
    now += minute
    const [first, second] = await Promise.all([one.get('/api/centre'), one.get('/api/measures')])
    expect([first.status, second.status]).toEqual([200, 200])
    expect(one.cookies).not.toEqual(before)
    const old = visitor()
    for (const [name, value] of before) old.cookies.set(name, value)
    expect((await old.get('/api/centre')).status).toBe(200)
    now += limits.overlap
    expect((await old.get('/api/centre')).status).toBe(401)
    expect((await one.get('/api/centre')).status).toBe(200)
  })

  it('begins a login with a value nobody had before, so that none can be foisted', async () => {
    const one = visitor()
    one.cookies.set('grid_session', 'grid_session_foisted')
    await one.logIn('Wang Li', password)
    expect(one.cookies.get('grid_session')).not.toBe('grid_session_foisted')
    const before = one.cookies.get('grid_session')!
    await one.logIn('Wang Li', password)
    const stolen = visitor()
    stolen.cookies.set('grid_session', before)
    expect((await stolen.get('/api/centre')).status).toBe(401)
  })

  it('logs out here, or everywhere', async () => {
    const [here, there, elsewhere] = [await loggedIn(), await loggedIn(), await loggedIn()]
    const held = here.cookies.get('grid_session')!
    expect(callerOf(await here.ask('DELETE', '/api/session'))).toBeNull()
    expect(here.cookies.size).toBe(0)
    here.cookies.set('grid_session', held)
    expect((await here.get('/api/centre')).status).toBe(401)
    expect((await there.get('/api/centre')).status).toBe(200)
    await there.ask('DELETE', '/api/session?everywhere=true')
    expect((await elsewhere.get('/api/centre')).status).toBe(401)
  })

  it('lets a listener go with the next beat after the login has ended', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const one = await loggedIn()
      const cookie = [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const { body } = await app.request('/api/live', { headers: { Cookie: cookie } })
      const reader = body!.getReader()
      const heard = async () => {
        const { done, value } = await reader.read()
        return done ? 'the end' : new TextDecoder().decode(value)
      }
      expect(await heard()).toContain('retry:')
      expect(await heard()).toContain('event: hello')
      vi.advanceTimersByTime(15_000)
      expect(await heard()).toContain('event: beat')
      expect((await one.ask('DELETE', '/api/session')).status).toBe(200)
      vi.advanceTimersByTime(15_000)
      expect(await heard()).toBe('the end')
    } finally {
      vi.useRealTimers()
    }
  })

  it('changes a password, which ends the other logins and keeps this one', async () => {
    const [here, there] = [await loggedIn(), await loggedIn()]
    const change = (current: string, next: string) =>
      here.ask('PUT', '/api/session/password', { current, next })
    expect((await change('not the password', 'another good one')).json).toMatchObject({
      status: 400,
      errors: [{ parameter: 'current', detail: 'is not your password' }],
    })
    for (const weak of ['short', 'aaaaaaaaaaaaa', 'wang li 2026'])
      expect((await change(password, weak)).json).toMatchObject({
        status: 400,
        errors: [{ parameter: 'next' }],
      })
    expect((await change(password, 'another good one')).status).toBe(200)
    expect((await here.get('/api/centre')).status).toBe(200)
    expect((await there.get('/api/centre')).status).toBe(401)
    expect((await visitor().logIn('Wang Li', password)).status).toBe(401)
    expect((await visitor().logIn('Wang Li', 'another good one')).status).toBe(200)
  })

  it('takes what changes something from its own pages alone', async () => {
    const one = await loggedIn()
    const post = (headers: Record<string, string>) => one.ask('DELETE', '/api/session', undefined, headers)
    expect((await post({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await post({ 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
    const cookie = `grid_session=${one.cookies.get('grid_session')}`
    const old = (headers: Record<string, string>) =>
      app.request('/api/session', { method: 'DELETE', headers: { Cookie: cookie, ...headers } })
    expect((await old({ Origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await old({ Origin: 'null' })).status).toBe(403)
    expect((await old({})).status).toBe(403)
    expect((await one.get('/api/centre')).status).toBe(200)
    expect((await old({ Origin: 'http://localhost', Host: 'localhost' })).status).toBe(200)
    expect((await one.get('/api/centre')).status).toBe(401)
  })

  it('is asked for as soon as somebody has an account, of live connections too, where the machine was open before', async () => {
    const own = await storeWith(twoStreets)
    const { app } = appOf(own, { access: 'own machine', clock: { now: () => now } })
    const before = new Visitor(app)
    expect((await before.get('/api/summary')).status).toBe(200)
    expect((await before.get('/api/session')).json).toMatchObject({
      login: 'none',
      caller: { kind: 'local' },
    })
    expect((await before.logIn('chief', password)).status).toBe(409)
    // a page of another site that gave its own name our address
    expect((await app.request('http://rebound.example/api/summary')).status).toBe(401)
    const shown = { ownMachine: true } as const
    expect(await stillStands(own, shown, {}, now)).toBe(true)
    await before.ask('POST', '/api/access/accounts', { name: 'chief', role: 'administrator', password })
    expect((await before.get('/api/summary')).status).toBe(401)
    expect((await before.get('/api/session')).json).toMatchObject({ login: 'password', caller: null })
    expect(await stillStands(own, shown, {}, now)).toBe(false)
    expect((await before.logIn('chief', password)).status).toBe(200)
    expect((await before.get('/api/summary')).status).toBe(200)
    await own.close()
  })

  it('remembers logins over a restart', async () => {
    const one = await loggedIn()
    const again = appOf(store, { access: 'login', clock: { now: () => now } }).app
    const back = new Visitor(again)
    for (const [name, value] of one.cookies) back.cookies.set(name, value)
    expect((await back.get('/api/centre')).status).toBe(200)
  })
})
