import { TicketDetail } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { xmlTree } from '../../server/open311/xml-tree.ts'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { smallCentre, twoStreets, Workshop } from '../intake/workshop.ts'

const base = '/open311/v2'
/** an hour after noon in the district; the app's present */
const now = '2026-03-01T05:00:00.700Z'

const line = (id: string, reported: string, more: object = {}) =>
  JSON.stringify({
    id,
    source: 'hotline',
    category: 'water',
    lon: 109.005,
    lat: 34.505,
    reported_at: reported,
    ...more,
  })

describe('Open311 GeoReport v2', () => {
  let shop: Workshop
  let store: Store
  let app: ReturnType<typeof appOf>['app']

  beforeAll(async () => {
    shop = new Workshop()
    shop.file('centre.json', {
      ...smallCentre,
      id: 'small',
      categories: [
        { id: 'utilities', name: { en: 'Utilities', zh: '水电' } },
        { id: 'water', name: { en: 'Water & heat', zh: '水暖' }, parent: 'utilities' },
        { id: 'lifts', name: { en: 'Lifts', zh: '电梯' } },
      ],
    })
    shop.file('areas.geojson', twoStreets)
    await shop.load()
    store = await shop.store()
    app = appOf(store, { now }).app
    const body = [
      line('old', '2025-06-01T00:00:00Z', { status: 'closed', closed_at: '2025-06-02T00:00:00Z' }),
      line('jan', '2026-01-10T00:00:00Z', { status: 'closed', closed_at: '2026-02-20T08:00:00Z' }),
      line('feb', '2026-02-10T00:00:00Z', {
        description: '5 < 6 & "7"',
        address: '1 Road',
        category: 'lifts',
      }),
    ].join('\n')
    const headers = { 'Content-Type': 'application/x-ndjson' }
    expect((await app.request('/api/tickets', { method: 'POST', body, headers })).status).toBe(201)
  })
  afterAll(() => shop[Symbol.asyncDispose]())

  const get = async (path: string, headers: Record<string, string> = {}, from = app) => {
    const response = await from.request(`${base}/${path}`, { headers })
    return {
      status: response.status,
      type: response.headers.get('Content-Type'),
      headers: response.headers,
      text: await response.text(),
    }
  }
  const json = async (path: string) => JSON.parse((await get(path)).text)
  const ids = async (query: string) =>
    (await json(`requests.json?${query}`)).map(
      (one: { service_request_id: string }) => one.service_request_id,
    )
  const post = async (
    body: string,
    headers: Record<string, string> = {},
    path = 'requests.json',
    to = app,
  ) => {
    const response = await to.request(`${base}/${path}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
  const place = { service_code: 'water', lat: '34.505', long: '109.005' }

  it('lists the categories as services in both forms and languages', async () => {
    expect(await json('services.json')).toEqual([
      {
        service_code: 'utilities',
        service_name: 'Utilities',
        description: null,
        metadata: true,
        type: 'realtime',
        keywords: null,
        group: null,
      },
      {
        service_code: 'water',
        service_name: 'Water & heat',
        description: null,
        metadata: true,
        type: 'realtime',
        keywords: null,
        group: 'Utilities',
      },
      {
        service_code: 'lifts',
        service_name: 'Lifts',
        description: null,
        metadata: true,
        type: 'realtime',
        keywords: null,
        group: null,
      },
    ])
    const xml = await get('services.xml', { 'Accept-Language': 'zh-CN' })
    expect(xml.type).toBe('text/xml; charset=utf-8')
    expect(xml.text).toContain(
      '<service><service_code>water</service_code><service_name>水暖</service_name><description/><metadata>true</metadata>' +
        '<type>realtime</type><keywords/><group>水电</group></service>',
    )
    expect(xml.text.startsWith('<?xml version="1.0" encoding="UTF-8"?>')).toBe(true)
  })

  it('defines a service by the one thing that may be said beside', async () => {
    const definition = await json('services/water.json')
    expect(definition).toMatchObject({
      service_code: 'water',
      attributes: [{ code: 'URGENCY', datatype: 'singlevaluelist', required: false }],
    })
    expect(definition.attributes[0].values.map(({ key }: { key: string }) => key)).toEqual([
      'normal',
      'urgent',
      'danger',
    ])
    expect((await get('services/water.xml')).text).toContain(
      '<service_definition><service_code>water</service_code><attributes><attribute><variable>true</variable>',
    )
    expect([(await get('services/none.json')).status, await json('services/none.json')]).toEqual([
      404,
      [{ code: 404, description: 'service_code provided was not found' }],
    ])
  })

  it('answers the last ninety days, the newest first, in the form of the standard', async () => {
    const requests = await json('requests.json')
    expect(requests.map((one: { service_request_id: string }) => one.service_request_id)).toEqual([
      'feb',
      'jan',
    ])
    expect(requests[0]).toEqual({
      service_request_id: 'feb',
      status: 'open',
      status_notes: 'reported',
      service_name: 'Lifts',
      service_code: 'lifts',
      description: '5 < 6 & "7"',
      agency_responsible: null,
      service_notice: null,
      requested_datetime: '2026-02-10T00:00:00.000Z',
      updated_datetime: '2026-02-10T00:00:00.000Z',
      expected_datetime: requests[0].expected_datetime,
      address: '1 Road',
      address_id: 's1',
      zipcode: null,
      lat: 34.505,
      long: 109.005,
      media_url: null,
    })
    expect(requests[1]).toMatchObject({ status: 'closed', updated_datetime: '2026-02-20T08:00:00.000Z' })
    const { root, told } = xmlTree((await get('requests.xml')).text)
    expect([root, told]).toMatchObject([
      'service_requests',
      [{ service_request_id: 'feb', description: '5 < 6 & "7"' }, {}],
    ])
  })

  it('finds by dates, codes, states, pages and ids', async () => {
    expect(await ids('start_date=2025-05-20T00:00:00Z')).toEqual(['old'])
    expect(await ids('end_date=2026-01-31T00:00:00%2B08:00')).toEqual(['jan'])
    expect(await ids('service_code=lifts,utilities')).toEqual(['feb'])
    expect(await ids('service_code=utilities')).toEqual([])
    expect(await ids('status=closed')).toEqual(['jan'])
    expect(await ids('status=open,closed')).toEqual(['feb', 'jan'])
    expect(await ids('page_size=1&page=2')).toEqual(['jan'])
    expect(await ids('updated_after=2026-02-20T00:00:00Z')).toEqual(['jan'])
    expect(await ids('updated_before=2026-02-19T00:00:00Z')).toEqual(['feb'])
    // ids leave everything else unheeded
    expect(await ids('service_request_id=old,feb,none&status=closed')).toEqual(['feb', 'old'])
  })

  it.each([
    ['start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z', 400, 'end_date'],
    ['start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z', 400, 'end_date'],
    ['start_date=yesterday', 400, 'start_date'],
    ['page_size=1001', 400, 'page_size'],
    ['page=0', 400, 'page'],
    ['status=lost', 400, 'status'],
    ['service_code=none', 404, 'service_code'],
    ['jurisdiction_id=elsewhere', 404, 'jurisdiction_id'],
    ['colour=red', 400, 'colour'],
    ['page=1&page=2', 400, 'page'],
  ])('refuses %s by name', async (query, code, named) => {
    const answer = await get(`requests.json?${query}`)
    expect(answer.status).toBe(code)
    const [error] = JSON.parse(answer.text)
    expect(error.code).toBe(code)
    expect(error.description).toContain(named)
    expect((await get(`requests.xml?${query}`)).text).toContain(`<errors><error><code>${code}</code>`)
  })

  it('takes a form as a ticket, durable and placed, and gives it an id', async () => {
    const before = store.version
    const sent = await post(
      form({
        ...place,
        description: 'No water <b>',
        'attribute[URGENCY]': 'urgent',
        jurisdiction_id: 'small',
      }),
    )
    expect(sent.status).toBe(201)
    const [made] = JSON.parse(sent.text)
    expect(made).toEqual({
      service_request_id: made.service_request_id,
      service_notice: null,
      account_id: null,
    })
    expect(made.service_request_id).toMatch(/^G-20260301-[0-9a-f]{20}$/)
    expect(store.version).toBeGreaterThan(before)
    const ticket = TicketDetail.parse(
      await (await app.request(`/api/tickets/${made.service_request_id}`)).json(),
    )
    expect(ticket).toMatchObject({
      source: 'open311',
      category: 'water',
      urgency: 'urgent',
      description: 'No water <b>',
      areas: ['d', 's1'],
    })
    expect(await ids('')).toContain(made.service_request_id)
    expect(await json(`tokens/${made.service_request_id}.json`)).toEqual([
      { service_request_id: made.service_request_id, token: made.service_request_id },
    ])
    expect((await json(`requests/${made.service_request_id}.json`))[0]).toMatchObject({
      status: 'open',
      service_code: 'water',
    })
  })

  it('takes JSON and multipart too, and a place by its address or area', async () => {
    const headers = { 'Content-Type': 'application/json' }
    const body = JSON.stringify({ service_code: 'lifts', address_id: 's2', attribute: { URGENCY: 'danger' } })
    const [made] = JSON.parse((await post(body, headers)).text)
    const detail = await (await app.request(`/api/tickets/${made.service_request_id}`)).json()
    expect(detail).toMatchObject({ urgency: 'danger', placed: 'code', area: 's2' })
    const parts = new FormData()
    parts.set('service_code', 'lifts')
    parts.set('address_string', '2 Road')
    parts.set('media', new Blob(['picture']), 'picture.jpg')
    const sent = await app.request(`${base}/requests.xml`, { method: 'POST', body: parts })
    expect(sent.status).toBe(201)
    expect(await sent.text()).toMatch(
      /<service_requests><request><service_request_id>G-[^<]+<\/service_request_id><service_notice\/><account_id\/><\/request><\/service_requests>/,
    )
  })

  it('keeps nothing of a person', async () => {
    const person = {
      first_name: 'Zhang-secret',
      last_name: 'San-secret',
      phone: '13900000000',
      email: 'secret@example.org',
      device_id: 'd-secret',
      account_id: 'a-secret',
    }
    const [made] = JSON.parse((await post(form({ ...place, ...person }))).text)
    const rows = await store.read(
      sql`SELECT * EXCLUDE (cell) FROM ticket WHERE id = ${String(made.service_request_id)}`,
    )
    expect(rows.length).toBe(1)
    expect(JSON.stringify(rows)).not.toMatch(/secret|139000/)
  })

  it('takes a message once that comes twice with its key, and two without', async () => {
    const message = form({ ...place, description: 'twice' })
    const first = await post(message, { 'Idempotency-Key': 'k' })
    const second = await post(message, { 'Idempotency-Key': 'k' })
    expect(second.text).toBe(first.text)
    expect((await post(form({ ...place, description: 'other' }), { 'Idempotency-Key': 'k' })).status).toBe(
      400,
    )
    expect((await post(message)).text).not.toBe(first.text)
  })

  it.each([
    [{ lat: '34.5', long: '109' }, 400, 'service_code'],
    [{ ...place, service_code: 'none' }, 404, 'service_code'],
    [{ service_code: 'water' }, 400, 'place'],
    [{ service_code: 'water', lat: '34.5' }, 400, 'lat and long'],
    [{ ...place, lat: '95' }, 400, 'lat'],
    [{ ...place, lat: 'NaN' }, 400, 'lat'],
    [{ ...place, address_id: 'none' }, 400, 'address_id'],
    [{ ...place, description: 'x'.repeat(4001) }, 400, 'description'],
    [{ ...place, 'attribute[URGENCY]': 'huge' }, 400, 'URGENCY'],
    [{ ...place, jurisdiction_id: 'elsewhere' }, 404, 'jurisdiction_id'],
  ])('refuses report %# by name', async (fields, code, named) => {
    const answer = await post(form(fields))
    expect(answer.status).toBe(code)
    expect(answer.text).toContain(named)
    expect(answer.headers.get('Content-Type')).toContain('application/json')
  })

  it('refuses other kinds, other sites, and who may not send', async () => {
    expect((await post('<request/>', { 'Content-Type': 'application/xml' })).status).toBe(415)
    expect((await post('{"service_code":', { 'Content-Type': 'application/json' })).status).toBe(400)
    expect((await post('[]', { 'Content-Type': 'application/json' })).status).toBe(400)
    expect((await post(form(place), { Origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await post(form(place), { Origin: 'null' })).status).toBe(403)
    expect((await post(form(place), { Origin: 'http://localhost' })).status).toBe(201)
    const reader = appOf(store, {
      now,
      access: () => callerOf({ role: 'public', scope: ['s2'], freeText: false }),
    }).app
    expect((await post(form(place), {}, 'requests.json', reader)).status).toBe(403)
  })

  it('shows a caller the areas and texts that are theirs', async () => {
    const reader = appOf(store, {
      now,
      access: () => callerOf({ role: 'public', scope: ['s1'], freeText: false }),
    }).app
    const [feb] = JSON.parse((await get('requests/feb.json', {}, reader)).text)
    expect([feb.description, feb.address, feb.service_code]).toEqual([null, null, 'lifts'])
    const other = appOf(store, {
      now,
      access: () => callerOf({ role: 'public', scope: ['s2'], freeText: true }),
    }).app
    expect((await get('requests/feb.json', {}, other)).status).toBe(404)
    expect((await get('requests.json?service_request_id=feb', {}, other)).text).toBe('[]')
    expect((await get('tokens/feb.json', {}, other)).status).toBe(404)
  })

  it('says not modified while nothing is, and tells programs where to look', async () => {
    const first = await get('services.json')
    const tag = first.headers.get('ETag') ?? ''
    expect((await get('services.json', { 'If-None-Match': tag })).status).toBe(304)
    expect((await get('services.xml', { 'If-None-Match': tag })).status).toBe(200)
    const discovery = await json('discovery.json')
    expect(discovery.endpoints[0]).toMatchObject({
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: 'http://localhost/open311/v2',
    })
    expect((await get('discovery.xml')).text).toContain(
      '<formats><format>text/xml</format><format>application/json</format></formats>',
    )
    for (const path of ['nothing.json', 'requests/a/b.json', 'things/x.xml'])
      expect((await get(path)).status).toBe(404)
    expect((await post('', {}, 'services.json')).status).toBe(404)
    expect((await app.request(`${base}/requests.json`, { method: 'DELETE' })).status).toBe(404)
  })
})
