import { Accesses, MadeApiKey, MadeDisplay, Session } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAccount } from '../../server/access/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'
import { Visitor } from '../fixtures/visitor.ts'

const day = 86_400_000
const password = 'nine lives of a cat'

describe('who may come in', () => {
  let store: Store
  let now = Date.parse('2026-03-31T04:00:00Z')
  let app: ReturnType<typeof appOf>['app']
  let chief: Visitor

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    app = appOf(store, { access: 'login', clock: { now: () => now } }).app
    await addAccount(store, { name: 'chief', role: 'administrator', scope: 'all', password }, now)
    chief = new Visitor(app)
    await chief.logIn('chief', password)
  })
  afterAll(() => store.close())

  const people = async () => Accesses.parse((await chief.get('/api/access')).json).accounts
  const idOf = async (name: string) => (await people()).find((one) => one.name === name)!.id
  const add = (name: string, role: string, scope: string[] | 'all' = 'all') =>
    chief.ask('POST', '/api/access/accounts', { name, role, scope, password })
  const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` })

  it('is told and changed by administrators alone', async () => {
    for (const role of ['viewer', 'coordinator', 'planner', 'centre']) {
      expect((await add(role, role)).status).toBe(200)
      const one = new Visitor(app, { address: `192.0.2.${role.length}` })
      await one.logIn(role, password)
      expect((await one.get('/api/access')).status).toBe(403)
      expect((await one.ask('POST', '/api/access/keys', { name: 'x', role: 'viewer' })).status).toBe(403)
    }
    expect(JSON.stringify(await people())).not.toMatch(/argon2|digest/)
  })

  it('refuses a name twice, a weak password, an area that is none and a role that is no person’s', async () => {
    expect((await add('CHIEF', 'viewer')).status).toBe(409)
    expect((await add('somebody', 'viewer', ['S9'])).json).toMatchObject({ errors: [{ parameter: 'scope' }] })
    expect((await add('somebody', 'display')).json).toMatchObject({ errors: [{ parameter: 'role' }] })
    const weak = await chief.ask('POST', '/api/access/accounts', {
      name: 'x y z',
      role: 'viewer',
      password: 'x',
    })
    expect(weak.json).toMatchObject({ status: 400, errors: [{ parameter: 'password' }] })
  })

  it('ends the logins of whoever is changed or shut out', async () => {
    await add('Zhao', 'viewer')
    const changes = [
      { role: 'planner' },
      { scope: ['S1'] },
      { password: 'another good one' },
      { disabled: true },
    ]
    let word = password
    for (const [n, change] of changes.entries()) {
      const zhao = new Visitor(app, { address: `192.0.2.${100 + n}` })
      expect((await zhao.logIn('Zhao', word)).status).toBe(200)
      expect((await chief.ask('PATCH', `/api/access/accounts/${await idOf('Zhao')}`, change)).status).toBe(
        200,
      )
      expect((await zhao.get('/api/centre')).status).toBe(401)
      word = change.password ?? word
    }
    expect((await new Visitor(app, { address: '192.0.2.120' }).logIn('Zhao', word)).status).toBe(401)
  })

  it('always leaves an administrator who can let people in', async () => {
    const path = `/api/access/accounts/${await idOf('chief')}`
    for (const change of [{ disabled: true }, { role: 'centre' }, { scope: ['S1'] }])
      expect((await chief.ask('PATCH', path, change)).status).toBe(409)
  })

  it('lets a machine in by its key until it ends or is revoked, as far as its role and areas go', async () => {
    const told = await chief.ask('POST', '/api/access/keys', {
      name: 'qgis',
      role: 'planner',
      scope: ['S2'],
      days: 2,
    })
    const { key, secret } = MadeApiKey.parse(told.json)
    expect(secret).toMatch(/^grid_key_[\w-]{43}$/)
    const machine = new Visitor(app)
    const ask = (path: string) => machine.get(path, bearer(secret))
    expect((await ask('/api/tickets')).json).toMatchObject({ total: 8 })
    expect((await ask('/ogc/collections/tickets/items?f=json')).json).toMatchObject({ numberMatched: 8 })
    const send = await machine.ask('POST', '/api/tickets', {}, bearer(secret))
    expect(send.status).toBe(403)
    expect(Session.parse((await ask('/api/session')).json).caller).toMatchObject({
      kind: 'key',
      name: 'qgis',
    })
    expect((await machine.get('/api/tickets', bearer(`${secret}x`))).status).toBe(401)
    expect((await machine.get('/api/tickets', { Authorization: 'Basic abc' })).status).toBe(401)
    now += 2 * day
    expect((await ask('/api/tickets')).status).toBe(401)
    now -= 2 * day
    await chief.ask('DELETE', `/api/access/keys/${key.id}`)
    expect((await ask('/api/tickets')).status).toBe(401)
    expect((await chief.ask('DELETE', '/api/access/keys/nothing')).status).toBe(404)
  })

  it('takes the key of Open311 where that standard has it', async () => {
    const made = await chief.ask('POST', '/api/access/keys', { name: 'app', role: 'coordinator' })
    const { secret } = MadeApiKey.parse(made.json)
    const machine = new Visitor(app)
    const path = '/open311/v2/requests.json'
    expect((await machine.get(`${path}?api_key=${secret}`)).status).toBe(200)
    const refused = await machine.get(path)
    expect([refused.status, refused.json]).toEqual([
      401,
      [{ code: 401, description: 'Log in, or send a key.' }],
    ])
    const form = new URLSearchParams({
      service_code: 'lift',
      area_code: 'S2',
      address_string: 'x',
      api_key: secret,
    })
    const sent = await app.request(path, { method: 'POST', body: form })
    expect([401, 403]).not.toContain(sent.status)
    form.delete('api_key')
    expect((await app.request(path, { method: 'POST', body: form })).status).toBe(401)
  })

  it('holds a machine to a pace, and says when it may go on', async () => {
    const made = await chief.ask('POST', '/api/access/keys', { name: 'flood', role: 'coordinator' })
    const { secret } = MadeApiKey.parse(made.json)
    const send = () =>
      app.request('/api/tickets', {
        method: 'POST',
        headers: { ...bearer(secret), 'Content-Type': 'text/plain' },
      })
    // refused for what they are, but counted
    for (let n = 0; n < 600; n++) expect((await send()).status).toBe(415)
    const stopped = await send()
    expect([stopped.status, stopped.headers.get('Retry-After')]).toEqual([429, '1'])
    now += 1000
    expect((await send()).status).toBe(415)
  })

  it('opens a wall once by an address that does not keep the token, and knows it from then on', async () => {
    const made = await chief.ask('POST', '/api/access/displays', {
      name: 'hall',
      scenes: ['overview', 'deadlines'],
    })
    const { display, path, secret } = MadeDisplay.parse(made.json)
    const wall = new Visitor(app)
    const entered = await wall.get(`${path}&rotate=30`)
    expect([entered.status, entered.headers.get('Location')]).toEqual([303, '/wall?rotate=30'])
    expect(entered.headers.getSetCookie()).toEqual([
      `grid_display=${secret}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax`,
    ])
    const { caller } = Session.parse((await wall.get('/api/session')).json)
    expect(caller).toMatchObject({ kind: 'display', name: 'hall', scenes: ['overview', 'deadlines'] })
    expect((await wall.get('/api/summary')).status).toBe(200)
    // what no scene of it shows, and what changes or takes away anything, is not open to it
    for (const closed of [
      '/api/flows',
      '/api/hotspots',
      '/api/export/tickets.csv',
      '/ogc',
      '/api/access',
      '/api/tickets/M01',
    ])
      expect([closed, (await wall.get(closed)).status]).toEqual([closed, 403])
    // a screen that visitors see has no free text
    expect((await wall.get('/api/tickets?limit=500')).text).not.toContain('Lift stuck')
    const restarted = new Visitor(appOf(store, { access: 'login', clock: { now: () => now } }).app)
    restarted.cookies.set('grid_display', secret)
    expect((await restarted.get('/api/summary')).status).toBe(200)
    await chief.ask('DELETE', `/api/access/displays/${display.id}`)
    expect((await wall.get('/api/summary')).status).toBe(401)
    const late = await new Visitor(app).get(path)
    expect([late.status, late.headers.getSetCookie()]).toEqual([303, []])
  })
})
