import { Session } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Sso, SsoMap } from '../../server/access/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { SignOn } from '../fixtures/sign-on.ts'
import { twoStreets } from '../fixtures/two-streets.ts'
import { Visitor } from '../fixtures/visitor.ts'

const url = 'https://grid.example'
const people = {
  wang: { preferred_username: 'wang.li', groups: ['staff', 'grid-coordinators'], areas: ['S2'] },
  zhao: { preferred_username: 'zhao.chief', groups: ['grid-admins', 'grid-coordinators'], areas: ['*'] },
  guest: { preferred_username: 'guest', groups: ['staff'], areas: ['S1'] },
  lost: { preferred_username: 'lost', groups: ['grid-coordinators'] },
}

describe('the single sign-on', () => {
  let provider: SignOn
  let store: Store
  let now = Date.parse('2026-03-31T04:00:00Z')
  let app: ReturnType<typeof appOf>['app']

  beforeAll(async () => {
    const client = { id: 'grid', secret: 'a secret of a test', back: `${url}/api/session/sso/back` }
    provider = await SignOn.start(people, client)
    store = await storeWith(twoStreets)
    const map = SsoMap.parse({
      role: {
        claim: 'groups',
        values: { 'grid-admins': 'administrator', 'grid-coordinators': 'coordinator' },
      },
      scope: { claim: 'areas', all: ['*'] },
    })
    const sso = new Sso({
      issuer: provider.issuer,
      clientId: client.id,
      clientSecret: client.secret,
      map,
      url,
    })
    app = appOf(store, { access: 'login', sso, clock: { now: () => now }, proxies: ['10.0.0.1'] }).app
  })
  afterAll(async () => {
    await provider.stop()
    await store.close()
  })

  let nth = 0
  /** A browser behind the proxy that speaks TLS. */
  const browser = () =>
    new Visitor(app, {
      address: '10.0.0.1',
      headers: { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': `198.51.100.${nth++}` },
    })
  const begin = async (visitor: Visitor, to = '/plan?side=file') => {
    const { status, headers } = await visitor.get(`/api/session/sso?to=${encodeURIComponent(to)}`)
    expect(status).toBe(303)
    return headers.get('Location')!
  }
  const signOn = async (person: keyof typeof people, visitor = browser(), to?: string) => {
    provider.person = person
    const back = await provider.follow(await begin(visitor, to))
    const { status, headers } = await visitor.get(`${back.pathname}${back.search}`)
    expect([back.origin, status]).toEqual([url, 303])
    return headers.get('Location')
  }
  const callerOf = async (visitor: Visitor) => Session.parse((await visitor.get('/api/session')).json).caller

  it('lets people in by their claims and leads them back to where they were', async () => {
    const visitor = browser()
    expect(Session.parse((await visitor.get('/api/session')).json).login).toBe('password and sso')
    expect(await signOn('wang', visitor)).toBe('/plan?side=file')
    expect([...visitor.cookies.keys()]).toEqual(['__Host-grid_session'])
    expect(await callerOf(visitor)).toMatchObject({
      name: 'wang.li',
      role: 'coordinator',
      scope: ['S2'],
      password: false,
    })
    expect((await visitor.get('/api/tickets')).json).toMatchObject({ total: 8 })
    const chief = browser()
    await signOn('zhao', chief)
    expect(await callerOf(chief)).toMatchObject({ role: 'administrator', scope: 'all' })
    const { status } = await visitor.ask('PUT', '/api/session/password', {
      current: 'x',
      next: 'a good one at last',
    })
    expect(status).toBe(409)
  })

  it('asks with a challenge, a state and a nonce of its own each time', async () => {
    const [one, another] = [new URL(await begin(browser())), new URL(await begin(browser()))]
    expect(one.searchParams.get('code_challenge_method')).toBe('S256')
    expect(one.searchParams.get('response_type')).toBe('code')
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(one.searchParams.get(name)).toMatch(/^[\w-]{30,}$/)
      expect(one.searchParams.get(name)).not.toBe(another.searchParams.get(name))
    }
  })

  it('lets nobody in whom the map gives no role or no areas', async () => {
    expect(await signOn('guest')).toBe('/login?sso=no%20role')
    expect(await signOn('lost')).toBe('/login?sso=no%20areas')
  })

  it('takes an answer once, from the browser that asked, with the state it asked with, and not too late', async () => {
    provider.person = 'wang'
    const mine = browser()
    const back = await provider.follow(await begin(mine))
    const path = `${back.pathname}${back.search}`
    const theirs = await browser().get(path)
    expect(theirs.headers.get('Location')).toBe('/login?sso=expired')
    const good = await mine.get(path)
    expect(good.headers.get('Location')).toBe('/plan?side=file')
    expect((await mine.get(path)).headers.get('Location')).toBe('/login?sso=expired')

    const other = browser()
    const foreign = await provider.follow(await begin(other))
    foreign.searchParams.set('state', 'another')
    const forged = await other.get(`${foreign.pathname}${foreign.search}`)
    expect(forged.headers.get('Location')).toBe('/login?sso=refused')
    expect(await callerOf(other)).toBeNull()

    const slow = browser()
    const late = await provider.follow(await begin(slow))
    now += 10 * 60_000
    const told = await slow.get(`${late.pathname}${late.search}`)
    expect(told.headers.get('Location')).toBe('/login?sso=expired')
  })

  it('leads to pages of this server alone', async () => {
    expect(await signOn('wang', browser(), 'https://elsewhere.example/')).toBe('/')
    expect(await signOn('wang', browser(), '//elsewhere.example')).toBe('/')
    expect(await signOn('wang', browser(), '/\\elsewhere.example')).toBe('/')
  })

  it('follows the claims at the next login, and ends the logins that stood on the old ones', async () => {
    const before = browser()
    await signOn('wang', before)
    people.wang.areas = ['S1']
    const after = browser()
    await signOn('wang', after)
    expect(await callerOf(after)).toMatchObject({ name: 'wang.li', scope: ['S1'] })
    expect(await callerOf(before)).toBeNull()
    people.wang.areas = ['S2']
  })

  it('shuts out whom an administrator here has shut out', async () => {
    const chief = browser()
    await signOn('zhao', chief)
    await signOn('wang')
    const { json } = await chief.get('/api/access')
    const accounts = (json as { accounts: { id: string; name: string }[] }).accounts
    const { id } = accounts.find(({ name }) => name === 'wang.li')!
    expect((await chief.ask('PATCH', `/api/access/accounts/${id}`, { disabled: true })).status).toBe(200)
    expect(await signOn('wang')).toBe('/login?sso=disabled')
  })

  it('says so where it does not answer', async () => {
    const map = SsoMap.parse({ role: { claim: 'groups', values: {} }, scope: 'all' })
    const away = new Sso({ issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: undefined, map, url })
    const { app: other } = appOf(store, { access: 'login', sso: away, clock: { now: () => now } })
    const { status, headers } = await new Visitor(other).get('/api/session/sso')
    expect([status, headers.get('Location')]).toEqual([303, '/login?sso=unreachable'])
  })
})
