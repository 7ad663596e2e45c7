import { AuditPage, Problem } from '@grid/data/contract'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Access, Caller } from '../../server/access/index.ts'
import { createApp } from '../../server/app.ts'
import { Audit, verifyChain } from '../../server/audit/index.ts'
import { clockAt } from '../../server/clock.ts'
import { watchedAt } from '../../server/http/index.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { storeWith } from '../fixtures/centre.ts'
import { present, twoStreets } from '../fixtures/two-streets.ts'

const log = pino({ level: 'silent' })
const administrator: Caller = {
  role: 'administrator',
  scope: 'all',
  freeText: true,
  who: { kind: 'person', id: 'p1', name: 'Ann' },
}
const coordinator: Caller = {
  role: 'coordinator',
  scope: ['S1'],
  freeText: true,
  who: { kind: 'person', id: 'p2', name: 'Bo 波' },
}

describe('the audit of a server', () => {
  let store: Store
  let audit: Audit
  let caller: Caller

  beforeEach(async () => {
    store = await storeWith(twoStreets)
    audit = new Audit({ store, clock: clockAt(present), log })
    caller = coordinator
  })
  afterEach(async () => {
    await audit.close()
    await store.close()
  })

  const access: Access = () => caller
  const ask = (path: string, init?: RequestInit) =>
    createApp({ store, audit, access, clock: clockAt(present), log }).request(path, init)
  const entries = async (query = '') => {
    caller = administrator
    const answer = await ask(`/api/audit${query}`)
    expect(answer.status).toBe(200)
    return AuditPage.parse(await answer.json())
  }
  const told = async () =>
    (await entries('?who=p2')).entries.map(({ action, what, subject }) =>
      `${action} ${what} ${subject ?? ''}`.trim(),
    )

  it('tells who looked at tickets, with the filter; counts are nobody’s secret', async () => {
    await ask('/api/summary?from=2026-03-01')
    await ask('/api/tickets?from=2026-03-01&to=2026-04-01&area=C11&area=C12&q=water')
    await ask('/api/tickets/M01')
    const {
      entries: [ticket, list, ...more],
    } = await entries('?who=p2')
    expect(more).toEqual([])
    expect(ticket).toMatchObject({ action: 'saw', what: 'ticket', subject: 'M01', filter: null })
    expect(list).toMatchObject({
      at: new Date(present).toISOString(),
      who: { kind: 'person', id: 'p2', name: 'Bo 波' },
      role: 'coordinator',
      from: null,
      action: 'saw',
      what: 'tickets',
      subject: null,
      filter: { from: ['2026-03-01'], to: ['2026-04-01'], area: ['C11', 'C12'], q: ['water'] },
      request: expect.any(String),
    })
  })

  it('tells what was taken away before its first byte, by every door', async () => {
    const paths = [
      '/api/export/tickets.csv?area=S1',
      '/api/export/tickets.csv-metadata.json',
      '/api/export/log.xes',
      '/ogc/collections/tickets/items',
      '/ogc/collections/tickets/items/M01',
      '/open311/v2/requests.json',
      '/open311/v2/requests/M01.xml',
      '/api/layers/tickets',
    ]
    for (const path of paths) {
      const answer = await ask(path)
      expect([path, answer.status]).toEqual([path, 200])
      if (path.startsWith('/api/export/tickets.csv?')) {
        const [row] = await store.read(sql`SELECT action, subject FROM audit`)
        expect(row).toEqual({ action: 'exported', subject: 'tickets.csv' })
      }
      await answer.body?.cancel()
    }
    expect((await told()).reverse().sort()).toEqual(
      [
        'exported layer tickets.csv',
        'exported layer tickets.csv-metadata.json',
        'exported log log.xes',
        'saw layer tickets',
        'saw layer tickets',
        'saw layer tickets',
        'saw tickets',
        'saw ticket M01',
      ].sort(),
    )
  })

  it('tells what was changed with what came of it, in the commit of the change', async () => {
    const ticket = (id: string) => ({ id, reported_at: present, status: 'reported', area: 'C11' })
    const send = (body: string, type = 'application/json', path = '/api/tickets') =>
      ask(path, { method: 'POST', body, headers: { 'Content-Type': type } })
    const { version } = store
    expect((await send(JSON.stringify(ticket('N1')))).status).toBe(201)
    expect(store.version).toBe(version + 1)
    await send(
      [ticket('N2'), ticket('N3'), { id: 'N4' }].map((row) => JSON.stringify(row)).join('\n'),
      'application/x-ndjson',
    )
    // nothing new, and nothing that can be taken: nothing changed
    await send(JSON.stringify(ticket('N1')))
    await send('{"id":"N9"}')
    await send(
      JSON.stringify({ at: present, kind: 'signed', to_unit: 'housing' }),
      'application/json',
      '/api/tickets/M05/events',
    )
    const {
      entries: [event, many, one, ...more],
    } = await entries('?action=changed')
    expect(more).toEqual([])
    expect(one).toMatchObject({ what: 'ticket', subject: 'N1', detail: { created: 1, rejected: 0 } })
    expect(many).toMatchObject({ subject: null, detail: { created: 2, ids: ['N2', 'N3'], of: 2 } })
    expect(event).toMatchObject({ what: 'log', subject: 'M05' })
    expect(await verifyChain(store)).toMatchObject({ sound: true })
  })

  it('tells what was refused, and who looked for a ticket that is not theirs', async () => {
    expect((await ask('/api/audit')).status).toBe(403)
    expect((await ask('/api/tickets/M13')).status).toBe(404)
    expect(await told()).toEqual(['refused ticket M13', 'refused request GET /api/audit'])
  })

  it('counts a look that showed nothing new once', async () => {
    const app = createApp({ store, audit, access, clock: clockAt(present), log })
    const shown = await app.request('/api/tickets')
    const headers = { 'If-None-Match': shown.headers.get('ETag') ?? '' }
    for (let n = 0; n < 3; n++) expect((await app.request('/api/tickets', { headers })).status).toBe(304)
    expect(await told()).toEqual(['saw tickets', 'saw tickets'])
  })

  it('never writes down what lets somebody in', async () => {
    await ask('/open311/v2/requests.json?api_key=hush')
    const [{ filter } = { filter: {} }] = (await entries('?who=p2')).entries
    expect(filter).toBeNull()
  })

  it('is read page by page, by who, what and when', async () => {
    for (let n = 0; n < 5; n++) await ask('/api/tickets')
    await ask('/api/tickets/M01')
    const first = await entries('?limit=4&who=bo&what=tickets')
    expect(first.entries.map(({ seq }) => seq)).toEqual([5, 4, 3, 2])
    expect(first.next).toBe('2')
    const second = await entries(`?limit=4&who=bo&what=tickets&after=${first.next}`)
    expect(second).toMatchObject({ entries: [{ seq: 1 }], next: null })
    expect((await entries('?subject=M01')).entries).toHaveLength(1)
    expect((await entries('?action=exported&action=purged')).entries).toEqual([])
    expect((await entries('?from=2026-03-31&to=2026-04-01&who=p2')).entries).toHaveLength(6)
    expect((await entries('?from=2026-04-01')).entries).toEqual([])
    for (const query of ['?after=x', '?limit=0', '?who=', '?action=ate', '?what[]=x', '?from=31.3.2026']) {
      const answer = await ask(`/api/audit${query}`)
      expect([query, answer.status]).toEqual([query, 400])
      Problem.parse(await answer.json())
    }
    caller = { ...administrator, scope: ['S1'] }
    expect((await ask('/api/audit')).status).toBe(403)
  })

  it('keeps nobody waiting who only looks, and nothing is shown that cannot be kept', async () => {
    const broken: Store = {
      ...store,
      get version() {
        return store.version
      },
      note: () => Promise.reject(new Error('the disk is gone')),
    }
    const failing = new Audit({ store: broken, clock: clockAt(present), log })
    const app = createApp({ store: broken, audit: failing, access, clock: clockAt(present), log })
    expect((await app.request('/api/tickets')).status).toBe(200)
    expect((await app.request('/api/export/tickets.csv')).status).toBe(500)
    for (let n = 1; n < 10_000; n++) failing.note({ caller, from: null, action: 'saw', what: 'ticket' })
    expect((await app.request('/api/tickets')).status).toBe(503)
    expect((await app.request('/api/summary')).status).toBe(200)
  })

  it('watches every question of the document that shows more than counts', async () => {
    const document = (await (await ask('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    const gets = Object.keys(document.paths).filter((path) => 'get' in (document.paths[path] ?? {}))
    expect(gets.length).toBeGreaterThan(30)
    const unwatched = gets.filter((path) => !watchedAt(path.replaceAll(/\{(\w+)\}/g, 'x')))
    expect(unwatched.sort()).toEqual(countsAlone)
  })
})

/** Questions whose answers hold counts, lists of codes and outlines, and no single ticket. */
const countsAlone = [
  '/api/areas',
  '/api/areas/{code}',
  '/api/basemap',
  '/api/boundaries',
  '/api/breakdown',
  '/api/centre',
  '/api/checklists',
  '/api/checklists/areas',
  '/api/effect',
  '/api/flows',
  '/api/flows/front',
  '/api/flows/hops',
  '/api/flows/log',
  '/api/flows/paths',
  '/api/flows/pingpong',
  '/api/flows/time',
  '/api/flows/whatif',
  '/api/hotspots',
  '/api/hotspots/emerging',
  '/api/layers',
  '/api/measures',
  '/api/measures/{id}/areas',
  '/api/mechanisms',
  '/api/series',
  '/api/session',
  '/api/summary',
  '/api/timecube',
  '/api/warnings',
]
