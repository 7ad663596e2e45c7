import { Problem, TicketPage } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

interface Link {
  href: string
  rel: string
  type?: string
}
interface Page {
  type: string
  numberMatched: number
  numberReturned: number
  links: Link[]
  features: { id: string; geometry: { coordinates: number[] } | null; properties: Record<string, unknown> }[]
}
const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`
const layers = [
  'areas-district',
  'areas-street',
  'areas-community',
  'cells',
  'hotspots',
  'emerging',
  'repeats',
  'flows',
  'tickets',
]

/** What the conformance suite of OGC API - Features asks, by the names of its requirements. */
describe('OGC API - Features', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    get = appOf(store).get
  })
  afterAll(() => store.close())

  const items = async (query = '', layer = 'tickets') => {
    const { status, json, headers, text } = await get(`/ogc/collections/${layer}/items?${query}`)
    expect(status, text).toBe(200)
    expect(headers.get('Content-Type')).toBe('application/geo+json')
    return json as Page
  }
  const ids = async (query: string, layer?: string) =>
    (await items(query, layer)).features.map(({ id }) => id).sort()
  const refused = async (path: string) => {
    const { status, json, headers } = await get(path)
    expect(headers.get('Content-Type')).toBe('application/problem+json')
    return { status, parameters: (Problem.parse(json).errors ?? []).map(({ parameter }) => parameter) }
  }
  const local = (href: string) => href.replace(/^http:\/\/[^/]+/, '')

  it('root-success: the landing page leads everywhere', async () => {
    const { json } = await get('/ogc')
    const { links } = json as { links: Link[] }
    const rels = links.map(({ rel }) => rel)
    for (const rel of ['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data'])
      expect(rels).toContain(rel)
    for (const { href } of links) expect((await get(local(href))).status, href).toBe(200)
  })

  it('conformance-success: says what it keeps to', async () => {
    const { conformsTo } = (await get('/ogc/conformance')).json as { conformsTo: string[] }
    for (const name of ['core', 'oas30', 'html', 'geojson'])
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`)
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs')
  })

  it('api-definition-success: is OpenAPI 3.0, each property a parameter', async () => {
    const { json, headers } = await get('/ogc/api')
    expect(headers.get('Content-Type')).toBe('application/vnd.oai.openapi+json;version=3.0')
    const api = json as {
      openapi: string
      paths: Record<string, { get: { parameters: { name: string; schema: object }[] } }>
    }
    expect(api.openapi).toMatch(/^3\.0/)
    const { parameters } = api.paths['/collections/tickets/items']!.get
    const names = parameters.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of [
      'limit',
      'bbox',
      'datetime',
      'crs',
      'filter',
      'source',
      'returns',
      'area_street',
      'asOf',
      'boundaries',
    ])
      expect(names).toContain(name)
    expect(parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({
      default: 1000,
      maximum: 10_000,
    })
  })

  it('fc-md-success: describes each collection, and each leads to its features', async () => {
    const { json } = await get('/ogc/collections')
    const { collections } = json as {
      collections: {
        id: string
        links: Link[]
        crs: string[]
        storageCrs: string
        extent: { spatial: { bbox: number[][] } }
      }[]
    }
    expect(collections.map(({ id }) => id)).toEqual(layers)
    for (const collection of collections) {
      expect((await get(`/ogc/collections/${collection.id}`)).json).toEqual(collection)
      expect(collection.extent.spatial.bbox).toEqual([[109, 34.4, 109.2, 34.6]])
      expect(collection.crs).toEqual([crs84, epsg(4326), epsg(4490), epsg(3857)])
      expect(collection.storageCrs).toBe(crs84)
      const link = collection.links.find(
        ({ rel, type }) => rel === 'items' && type === 'application/geo+json',
      )
      expect((await get(local(link!.href))).status).toBe(200)
    }
    expect((await get('/ogc/collections/nothing')).status).toBe(404)
  })

  it.each(layers)('html: %s can be read by a person', async (layer) => {
    for (const path of [
      `/ogc/collections/${layer}`,
      `/ogc/collections/${layer}/items`,
      `/ogc/collections/${layer}/queryables`,
    ]) {
      const { status, headers, text } = await get(path, { Accept: 'text/html,application/xhtml+xml' })
      expect(status, path).toBe(200)
      expect(headers.get('Content-Type')).toMatch(/^text\/html/)
      expect(text).toContain('<h1>')
      expect(text).not.toContain('<script')
    }
    const { text } = await get(`/ogc/collections/areas-street/items?f=html`)
    expect(text).toContain('<svg')
    expect(text).toContain('Made up')
  })

  it('writes what it is given as text, never as markup', async () => {
    const evil = await storeWith({
      ...twoStreets,
      tickets: [{ id: 'E', reported: '2026-03-01 09:00', title: '<img src=x onerror=alert(1)>' }],
    })
    const { text } = await appOf(evil).get('/ogc/collections/tickets/items?f=html')
    expect(text).not.toContain('<img')
    expect(text).toContain('&lt;img')
    await evil.close()
  })

  it('fc-limit: gives no more than the limit, and refuses what is none', async () => {
    const page = await items('limit=7')
    expect(page.features).toHaveLength(7)
    expect(page).toMatchObject({ type: 'FeatureCollection', numberReturned: 7, numberMatched: 29 })
    for (const limit of ['0', '-1', 'ten', '1.5', ''])
      expect(await refused(`/ogc/collections/tickets/items?limit=${limit}`)).toEqual({
        status: 400,
        parameters: ['limit'],
      })
    expect((await items('limit=999999')).numberReturned).toBe(29)
  })

  it('fc-links: the next links lead through all features, each once', async () => {
    const seen: string[] = []
    let path: string | undefined = '/ogc/collections/tickets/items?limit=8&source=hotline'
    for (let pages = 0; path && pages < 20; pages++) {
      const page = (await get(path)).json as Page
      seen.push(...page.features.map(({ id }) => id))
      const next: Link | undefined = page.links.find(({ rel }) => rel === 'next')
      path = next && local(next.href)
    }
    const list = TicketPage.parse((await get('/api/tickets?source=hotline&limit=500')).json)
    expect(seen.toSorted()).toEqual(list.tickets.map(({ id }) => id).sort())
  })

  it('leads a reader that names neither itself nor a page of its own on by pages of the usual size', async () => {
    const next = async (headers: Record<string, string>) => {
      const page = (await get('/ogc/collections/tickets/items?limit=8', headers)).json as Page
      expect(page.numberReturned).toBe(8)
      return page.links.find(({ rel }) => rel === 'next')?.href.split('?')[1]
    }
    const accepted = 'application/geo+json, application/json'
    expect(await next({ Accept: accepted })).toBe('limit=1000&offset=8')
    expect(await next({ Accept: accepted, 'User-Agent': 'a map' })).toBe('limit=8&offset=8')
    expect(await next({ Accept: '*/*' })).toBe('limit=8&offset=8')
  })

  it('counts once for all pages, and reads of each no more than it shows', async () => {
    const asked: string[] = []
    const watched: Store = Object.create(store, {
      read: {
        value: (...args: Parameters<Store['read']>) => {
          asked.push(args[0].sql)
          return store.read(...args)
        },
      },
      trickle: {
        value: (...args: Parameters<Store['trickle']>) => {
          asked.push(args[0].sql)
          return store.trickle(...args)
        },
      },
    })
    const other = appOf(watched)
    const seen: string[] = []
    for (const offset of [0, 4, 8, 3, 12]) {
      const { json } = await other.get(
        `/ogc/collections/tickets/items?limit=4&offset=${offset}&category=water`,
      )
      if (offset % 4 === 0) seen.push(...(json as Page).features.map(({ id }) => id))
    }
    expect(seen.toSorted()).toEqual(await ids('category=water&limit=1000'))
    expect(asked.filter((text) => /count\(\*\) AS tickets, min\(t\.lon\)/.test(text))).toHaveLength(1)
    const rows = asked.filter((text) => text.includes('AS "p0"') || text.includes('AS p0'))
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter((text) => !text.includes('t.key BETWEEN'))).toEqual([])
    // a page that goes on where one ended sorts nothing that came before
    expect(asked.filter((text) => text.includes('AND t.key > ?')).length).toBeGreaterThan(0)
  })

  it('query-param-unknown: refuses a parameter that it does not know', async () => {
    for (const path of [
      '/ogc',
      '/ogc/conformance',
      '/ogc/collections',
      '/ogc/collections/tickets',
      '/ogc/collections/tickets/items',
      '/ogc/collections/tickets/items/M01',
    ])
      expect(await refused(`${path}?unknownQueryParameter=1`), path).toEqual({
        status: 400,
        parameters: ['unknownQueryParameter'],
      })
  })

  it('fc-bbox: gives what the box touches, in any of the systems', async () => {
    // F1, M01 and M02 lie in it; M03 and F2 do not
    const inside = ['F1', 'M01', 'M02'].sort()
    const box = [109, 34.4, 109.05, 34.445]
    expect(await ids(`bbox=109,34.4,109.025,34.425&limit=100`)).toEqual(['F1', 'M01'])
    expect(await ids(`bbox=109.02,34.42,109.02,34.42`)).toEqual(['F1'])
    expect(await ids(`bbox=109,34.4,0,109.025,34.425,100`)).toEqual(['F1', 'M01'])
    const swapped = [box[1], box[0], box[3], box[2]].join(',')
    const expected = await ids(`bbox=${box.join(',')}`)
    expect(expected).toEqual([...inside, 'F2'].sort())
    for (const code of [4326, 4490])
      expect(await ids(`bbox=${swapped}&bbox-crs=${epsg(code)}`)).toEqual(expected)
    // by gdaltransform of GDAL 3.6: 109 34.4 is 12133824.497 4082639.550, 109.05 34.445 is 12139390.471 4088712.321
    expect(await ids(`bbox=12133824,4082639,12139391,4088713&bbox-crs=${epsg(3857)}`)).toEqual(expected)
    expect(await ids('bbox=170,-90,-170,90')).toEqual([])
    expect(await ids('bbox=109.01,34.41,109.02,34.42', 'areas-community')).toEqual(['C11'])
    for (const bad of ['1,2,3', 'a,b,c,d', '109,35,110,34', '500,0,501,1', ''])
      expect(await refused(`/ogc/collections/tickets/items?bbox=${bad}`)).toEqual({
        status: 400,
        parameters: ['bbox'],
      })
  })

  it('fc-time: gives what was reported at a time, or between two', async () => {
    expect(await ids('datetime=2026-03-01')).toEqual(['M01'])
    expect(await ids('datetime=2026-03-02T01:00:00Z')).toEqual(['M02'])
    expect(await ids('datetime=2026-03-02T01:00:00Z/2026-03-03T09:00:00%2B08:00')).toEqual(['M02', 'M03'])
    expect(await ids('datetime=2026-03-30/..')).toEqual(['M14', 'M16', 'M17'])
    expect(await ids('datetime=../2025-03-05')).toEqual(['A1', 'B1'])
    expect((await items('datetime=2026-03-01', 'areas-street')).numberMatched).toBe(2)
    for (const bad of [
      'yesterday',
      '2026-13-01',
      '2026-03-02/2026-03-01',
      '2026-03-01/2026-03-02/2026-03-03',
      '2026-03-01T00:00:00',
    ])
      expect(await refused(`/ogc/collections/tickets/items?datetime=${bad}`), bad).toEqual({
        status: 400,
        parameters: ['datetime'],
      })
  })

  it('fc-crs: gives positions in the system asked for, and says so', async () => {
    const at = async (uri: string) => {
      const { headers, json } = await get(`/ogc/collections/tickets/items/F1?crs=${encodeURIComponent(uri)}`)
      expect(headers.get('Content-Crs')).toBe(`<${uri}>`)
      return (json as Page['features'][number]).geometry?.coordinates
    }
    expect(await at(crs84)).toEqual([109.02, 34.42])
    expect(await at(epsg(4326))).toEqual([34.42, 109.02])
    expect(await at(epsg(4490))).toEqual([34.42, 109.02])
    // gdaltransform of GDAL 3.6, OGC:CRS84 to EPSG:3857
    const [x = 0, y = 0] = (await at(epsg(3857))) ?? []
    expect(x).toBeCloseTo(12136050.8862827, 4)
    expect(y).toBeCloseTo(4085338.15581518, 4)
    expect((await get('/ogc/collections/tickets/items?limit=1')).headers.get('Content-Crs')).toBe(
      `<${crs84}>`,
    )
    for (const name of ['crs', 'bbox-crs', 'filter-crs'])
      expect(await refused(`/ogc/collections/tickets/items?${name}=EPSG:4326`)).toEqual({
        status: 400,
        parameters: [name],
      })
  })

  it('f-success: gives one feature by its id, and no other', async () => {
    for (const [layer, id] of [
      ['tickets', 'M01'],
      ['areas-community', 'C12'],
      ['flows', 'housing>waterworks'],
    ] as const) {
      const { status, json } = await get(`/ogc/collections/${layer}/items/${encodeURIComponent(id)}`)
      expect(status).toBe(200)
      expect(json).toMatchObject({ type: 'Feature', id })
    }
    expect((await refused('/ogc/collections/tickets/items/nobody')).status).toBe(404)
  })

  it('queryables: properties choose by equality', async () => {
    const { json } = await get('/ogc/collections/tickets/queryables')
    const { properties } = json as { properties: Record<string, { type?: string; format?: string }> }
    expect(properties.returns).toMatchObject({ type: 'integer' })
    expect(properties.reported_at).toMatchObject({ type: 'string', format: 'date-time' })
    expect(await ids('returns=2')).toEqual(['F6'])
    expect(await ids('area_community=C21&status=returned')).toEqual(['F6'])
    expect(await ids('id=M01&id=M02')).toEqual(['M01', 'M02'])
    expect(await ids('overdue=true&area_street=S2')).toEqual(['F6'])
    expect(await ids('name=C11', 'areas-community')).toEqual(['C11'])
    expect(await refused('/ogc/collections/tickets/items?returns=two')).toEqual({
      status: 400,
      parameters: ['returns'],
    })
    expect((await items('returns=2&resultType=hits')).features).toEqual([])
    expect((await items('returns=2&resultType=hits')).numberMatched).toBe(1)
  })

  it('has the filter of every page and question', async () => {
    const list = TicketPage.parse(
      (await get('/api/tickets?from=2026-03-01&to=2026-04-01&category=utilities&area=S1&limit=500')).json,
    )
    expect(await ids('from=2026-03-01&to=2026-04-01&category=utilities&area=S1')).toEqual(
      list.tickets.map(({ id }) => id).sort(),
    )
    expect(await refused('/ogc/collections/tickets/items?source=fax')).toEqual({
      status: 400,
      parameters: ['source'],
    })
    const [street] = (await items('from=2026-03-01&to=2026-04-01&code=S2', 'areas-street')).features
    const summary = (await get('/api/summary?from=2026-03-01&to=2026-04-01&area=S2&measure=reported'))
      .json as { measures: { value: number }[] }
    expect(street?.properties.reported).toBe(summary.measures[0]?.value)
  })

  /** Each filter as text; the tickets it finds were looked up in the fixture by hand. */
  const filters: [text: string, found: string[]][] = [
    ["category = 'lift'", ['F6', 'M05', 'M06', 'M13']],
    ["category = 'lift' AND urgency <> 'normal'", ['M05', 'M13']],
    ["NOT (category IN ('lift','water','rubbish','heating'))", ['M16']],
    ["id LIKE 'M0%' AND status = 'closed'", ['M01', 'M02', 'M03', 'M09']],
    ['returns BETWEEN 1 AND 5', ['F6']],
    ['returns > 1 OR "returns" < 0', ['F6']],
    ['source IS NULL', ['M16']],
    ["category = 'lift' AND closed_at IS NOT NULL", []],
    ["reported_at >= TIMESTAMP('2026-03-30T04:00:00Z')", ['M14', 'M16', 'M17']],
    ["T_AFTER(reported_at, DATE('2026-03-30'))", ['M16', 'M17']],
    ["T_BEFORE(reported_at, DATE('2025-03-05'))", ['A1']],
    ["T_DURING(closed_at, INTERVAL('2026-03-01T00:00:00Z','2026-03-02T02:00:00Z'))", ['M01', 'F3'].sort()],
    ['S_INTERSECTS(geometry, BBOX(109,34.4,109.025,34.425))', ['F1', 'M01']],
    [
      'S_INTERSECTS(geometry, POLYGON((109.1 34.5, 109.2 34.5, 109.2 34.6, 109.1 34.6, 109.1 34.5)))',
      ['M10'],
    ],
    ["title = 'x'' OR 1=1 --'", []],
    ['FALSE OR NOT TRUE', []],
  ]

  it.each(filters)('filter, cql2-text: %s', async (text, found) => {
    expect(await ids(`filter=${encodeURIComponent(text)}`)).toEqual(found.toSorted())
  })

  it.each([
    [{ op: '=', args: [{ property: 'category' }, 'lift'] }, ['F6', 'M05', 'M06', 'M13']],
    [
      {
        op: 'and',
        args: [
          { op: 'like', args: [{ property: 'id' }, 'M0%'] },
          { op: 'in', args: [{ property: 'category' }, ['lift', 'heating']] },
        ],
      },
      ['M05', 'M06', 'M07', 'M09'],
    ],
    [{ op: 'between', args: [{ property: 'returns' }, 1, 5] }, ['F6']],
    [{ op: 'not', args: [{ op: 'isNull', args: [{ property: 'unit' }] }] }, ['F6', 'M03', 'M04', 'M05']],
    [{ op: 't_before', args: [{ property: 'reported_at' }, { date: '2025-03-05' }] }, ['A1']],
    [
      { op: 's_intersects', args: [{ property: 'geometry' }, { bbox: [109, 34.4, 109.025, 34.425] }] },
      ['F1', 'M01'],
    ],
  ])('filter, cql2-json: %j', async (filter, found) => {
    expect(await ids(`filter-lang=cql2-json&filter=${encodeURIComponent(JSON.stringify(filter))}`)).toEqual(
      found,
    )
  })

  it('judges what other layers hold by the same filters', async () => {
    expect(await ids("filter=code LIKE 'C1%' AND NOT name = 'C12'", 'areas-community')).toEqual(['C11'])
    expect(await ids('filter=S_INTERSECTS(geometry, POINT(109.15 34.5))', 'areas-street')).toEqual(['S2'])
    expect(await ids('filter=households IS NULL', 'areas-street')).toEqual(['S1', 'S2'])
    // neither equal nor unequal to what is not there
    expect(await ids('filter=households = 1 OR households <> 1', 'areas-street')).toEqual([])
    expect(await ids("filter=T_AFTER(first, DATE('2020-01-01'))", 'repeats')).toEqual(
      await ids('', 'repeats'),
    )
  })

  it.each([
    'category =',
    "nothing = 'x'",
    'category = 5',
    'returns = "category"',
    "category = 'a' AND",
    "(category = 'a'",
    "reported_at > 'yesterday'",
    'S_TOUCHES(geometry, POINT(1 2))',
    'S_INTERSECTS(geometry, POINT(500 2))',
    "T_AFTER(category, DATE('2026-01-01'))",
    "category = 'a'; DROP TABLE ticket",
    `${'('.repeat(200)}TRUE${')'.repeat(200)}`,
  ])('refuses the filter %s', async (text) => {
    expect(await refused(`/ogc/collections/tickets/items?filter=${encodeURIComponent(text)}`)).toEqual({
      status: 400,
      parameters: ['filter'],
    })
  })

  it('keeps the public profile', async () => {
    const { features } = await items('profile=public')
    for (const { properties } of features)
      expect(Object.keys(properties)).toEqual(['category', 'urgency', 'reported_on', 'area'])
    expect((await refused('/ogc/collections/tickets/items?profile=public&title=x')).parameters).toEqual([
      'title',
    ])
    const anybody = appOf(store, {
      access: () => callerOf({ role: 'public', scope: 'all', freeText: false }),
    })
    const { text } = await anybody.get('/ogc/collections/tickets/items')
    expect(text).not.toMatch(/Rubbish at the market|M01/)
    expect((await anybody.get('/ogc/collections/tickets/items?profile=internal')).status).toBe(403)
  })
})
