import { Accesses, AuditPage, MadeApiKey, MadeDisplay } from '@grid/data/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addAccount } from '../../server/access/index.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'
import { Visitor } from '../fixtures/visitor.ts'

const password = 'nine lives of a cat'
const Id = z.object({ id: z.string() })

describe('the audit of who may come in', () => {
  let store: Store
  let now: number
  let app: ReturnType<typeof appOf>['app']
  let chief: Visitor

  beforeEach(async () => {
    now = Date.parse('2026-03-31T04:00:00Z')
    store = await storeWith(twoStreets)
    app = appOf(store, { access: 'login', clock: { now: () => now } }).app
    await addAccount(store, { name: 'chief', role: 'administrator', scope: 'all', password }, now)
    chief = new Visitor(app)
    await chief.logIn('chief', password)
  })
  afterEach(() => store.close())

  const entries = async (query = '') =>
    AuditPage.parse((await chief.get(`/api/audit?limit=100${query}`)).json).entries.reverse()
  const told = async (action: string) =>
    (await entries(`&action=${action}`)).map(({ who, what, subject, detail }) => [
      who.name,
      what,
      subject,
      detail,
    ])
  const make = (kind: string, body: object) => chief.ask('POST', `/api/access/${kind}`, body)

  it('tells who was let in, changed and shut out, by whom, and nothing that lets anybody in', async () => {
    const made = await make('accounts', { name: 'Zhao', role: 'viewer', scope: ['S1'], password })
    const { id } = Id.parse(made.json)
    await chief.ask('PATCH', `/api/access/accounts/${id}`, { role: 'planner', password: 'another good one' })
    await chief.ask('PATCH', `/api/access/accounts/${id}`, { disabled: true })
    const key = MadeApiKey.parse((await make('keys', { name: 'intake', role: 'coordinator', days: 9 })).json)
    await chief.ask('DELETE', `/api/access/keys/${key.key.id}`)
    // what had ended does not end once more
    await chief.ask('DELETE', `/api/access/keys/${key.key.id}`)
    const wall = MadeDisplay.parse((await make('displays', { name: 'hall', scenes: ['overview'] })).json)
    await chief.ask('DELETE', `/api/access/displays/${wall.display.id}`)
    await chief.ask('PUT', '/api/session/password', { current: password, next: 'another good one' })
    expect(await told('administered')).toEqual([
      ['chief', 'account', 'Zhao', { made: true, role: 'viewer', scope: ['S1'] }],
      ['chief', 'account', 'Zhao', { password: 'changed', role: 'planner' }],
      ['chief', 'account', 'Zhao', { disabled: true }],
      ['chief', 'key', 'intake', { id: key.key.id, made: true, role: 'coordinator', scope: 'all' }],
      ['chief', 'key', 'intake', { id: key.key.id, revoked: true }],
      ['chief', 'display', 'hall', { id: wall.display.id, made: true, scenes: ['overview'], scope: 'all' }],
      ['chief', 'display', 'hall', { id: wall.display.id, revoked: true }],
      ['chief', 'password', 'chief', null],
    ])
    const written = JSON.stringify(await store.read(sql`SELECT * FROM audit`))
    for (const secret of [password, 'another good one', key.secret, wall.secret])
      expect(written).not.toContain(secret)
  })

  it('tells who looked who may come in', async () => {
    await chief.get('/api/access')
    expect(await told('saw')).toContainEqual(['chief', 'access', null, null])
  })

  it('tells of logins, of wrong passwords and how many, and of names that are nobody’s without the name', async () => {
    const guess = (n: number, name = 'chief') =>
      new Visitor(app, { address: `192.0.2.${n}` }).logIn(name, 'not the password')
    for (let n = 1; n <= 5; n++) expect((await guess(n)).status).toBe(401)
    // whoever has to wait is not told whether the word was right, and nothing is counted
    expect((await guess(6)).status).toBe(429)
    await guess(7, 'nine lives')
    expect(await told('login_failed')).toEqual([
      ...[1, 2, 3, 4].map((failures) => ['', 'session', 'chief', { failures }]),
      ['', 'session', 'chief', { failures: 5, waits: 15 }],
      ['', 'session', null, { failures: 1 }],
    ])
    await chief.ask('DELETE', '/api/session?everywhere=true')
    now += 20_000
    await chief.logIn('chief', password)
    expect((await told('logged_in')).map(([name]) => name)).toEqual(['chief', 'chief'])
    expect(await told('logged_out')).toEqual([['chief', 'session', null, { everywhere: true }]])
  })

  it('has no change without its entry', async () => {
    const { id } = Id.parse((await make('accounts', { name: 'Zhao', role: 'viewer', password })).json)
    const key = MadeApiKey.parse((await make('keys', { name: 'intake', role: 'coordinator' })).json)
    const state = () =>
      store.read(sql`SELECT (SELECT list(a ORDER BY a.id) FROM account a) AS accounts,
      (SELECT list((t.id, t.revoked_at) ORDER BY t.id) FROM token t) AS tokens, (SELECT count(*) FROM session) AS sessions,
      (SELECT coalesce(sum(failures), 0) FROM login_failure) AS failures`)
    const before = await state()
    // a chain that has no end takes no entry
    await store.note((transaction) =>
      transaction.run(sql`CREATE TABLE kept AS SELECT * FROM audit_head; DELETE FROM audit_head`),
    )
    const person = new Visitor(app, { address: '192.0.2.77' })
    const refused = [
      await make('accounts', { name: 'Qian', role: 'viewer', password }),
      await chief.ask('PATCH', `/api/access/accounts/${id}`, { role: 'administrator' }),
      await make('keys', { name: 'second', role: 'viewer' }),
      await make('displays', { name: 'hall', scenes: ['overview'] }),
      await chief.ask('DELETE', `/api/access/keys/${key.key.id}`),
      await chief.ask('PUT', '/api/session/password', { current: password, next: 'another good one' }),
      await person.logIn('Zhao', password),
      await person.logIn('Zhao', 'not the password'),
      await chief.ask('DELETE', '/api/session'),
    ]
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 500))
    expect(person.cookies.size).toBe(0)
    expect(await state()).toEqual(before)
    await store.note((transaction) => transaction.run(sql`INSERT INTO audit_head SELECT * FROM kept`))
    const { accounts } = Accesses.parse((await chief.get('/api/access')).json)
    expect(accounts.map(({ name }) => name)).toEqual(['chief', 'Zhao'])
  })
})
