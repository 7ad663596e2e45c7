import {
  AreaCollection,
  AreaFeature,
  Breakdown,
  Centre,
  ChecklistAreas,
  Checklists,
  Effect,
  EmergingHotspots,
  Hotspots,
  LayerSheet,
  Measure,
  MeasureByArea,
  Mechanisms,
  OfferedLayers,
  Problem,
  RepeatPlaces,
  Series,
  Summary,
  TicketDetail,
  TicketLog,
  TicketPage,
} from '@grid/data/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const basemap = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: {
        type: 'LineString',
        coordinates: [
          [109, 34.5],
          [109.2, 34.5],
        ],
      },
      properties: { kind: 'river' },
    },
  ],
}

/** Every question: its path in the document, an example of it, and what the contract says it answers. */
const questions = [
  { path: '/api/centre', ask: '/api/centre', schema: Centre },
  {
    path: '/api/basemap',
    ask: '/api/basemap',
    schema: z.looseObject({ features: z.array(z.unknown()).length(1) }),
  },
  { path: '/api/areas', ask: '/api/areas', schema: AreaCollection },
  { path: '/api/areas', ask: '/api/areas?level=community&parent=D', schema: AreaCollection },
  { path: '/api/areas', ask: '/api/areas?kind=special', schema: AreaCollection },
  { path: '/api/areas/{code}', ask: '/api/areas/C11', schema: AreaFeature },
  { path: '/api/measures', ask: '/api/measures', schema: z.array(Measure) },
  {
    path: '/api/measures/{id}/areas',
    ask: '/api/measures/overdue/areas?level=street&from=2026-03-01&to=2026-04-01',
    schema: MeasureByArea,
  },
  { path: '/api/summary', ask: '/api/summary?from=2026-03-01&to=2026-04-01', schema: Summary },
  { path: '/api/series', ask: '/api/series?measure=closing_rate&bin=month', schema: Series },
  { path: '/api/breakdown', ask: '/api/breakdown?by=category', schema: Breakdown },
  { path: '/api/hotspots', ask: '/api/hotspots?cell=district', schema: Hotspots },
  { path: '/api/hotspots', ask: '/api/hotspots?level=community&value=rate', schema: Hotspots },
  {
    path: '/api/hotspots/emerging',
    ask: '/api/hotspots/emerging?cell=6&step=month',
    schema: EmergingHotspots,
  },
  { path: '/api/repeats', ask: '/api/repeats?tickets=2&by=parent', schema: RepeatPlaces },
  { path: '/api/layers', ask: '/api/layers', schema: OfferedLayers },
  {
    path: '/api/layers/{layer}',
    ask: '/api/layers/areas-street?format=csv&preview=1',
    schema: LayerSheet,
  },
  { path: '/api/layers/{layer}', ask: '/api/layers/tickets?profile=public', schema: LayerSheet },
  { path: '/api/effect', ask: '/api/effect?area=S1&date=2025-09-01', schema: Effect },
  { path: '/api/checklists', ask: '/api/checklists?from=2026-03-01&to=2026-04-01', schema: Checklists },
  { path: '/api/checklists/areas', ask: '/api/checklists/areas?level=street', schema: ChecklistAreas },
  { path: '/api/checklists/tickets', ask: '/api/checklists/tickets?limit=5', schema: TicketPage },
  { path: '/api/mechanisms', ask: '/api/mechanisms', schema: Mechanisms },
  { path: '/api/tickets', ask: '/api/tickets?limit=5', schema: TicketPage },
  { path: '/api/tickets/{id}/log', ask: '/api/tickets/M03/log', schema: TicketLog },
  { path: '/api/tickets/{id}', ask: '/api/tickets/M03', schema: TicketDetail },
]

const filtered = [
  '/api/summary',
  '/api/series',
  '/api/breakdown?by=source',
  '/api/tickets',
  '/api/hotspots?level=community',
  '/api/repeats',
  '/api/hotspots/emerging?cell=6',
  '/api/measures/open/areas?level=street',
  '/api/checklists',
  '/api/checklists/tickets',
  '/api/timecube?level=street',
  '/api/mechanisms',
]

const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        summary: z.string(),
        parameters: z.array(z.looseObject({ name: z.string() })).default([]),
        responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()) })),
      }),
    ),
  ),
})

describe('every route', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']
  let app: ReturnType<typeof appOf>['app']
  let document: z.infer<typeof Document>
  const validator = new Ajv2020({ strict: false, allErrors: true })
  formats.default(validator)

  beforeAll(async () => {
    store = await storeWith({ ...twoStreets, basemap: JSON.stringify(basemap) })
    ;({ get, app } = appOf(store))
    document = Document.parse((await get('/api/openapi.json')).json)
    validator.addSchema(document, 'api')
  })
  afterAll(() => store.close())

  const refused = async (path: string) => {
    const { status, json, headers } = await get(path)
    expect(headers.get('Content-Type')).toBe('application/problem+json')
    const problem = Problem.parse(json)
    expect(problem.status).toBe(status)
    return { status, errors: problem.errors ?? [], problem }
  }

  it.each(questions)('$ask answers as the contract and the document say', async ({ path, ask, schema }) => {
    const { status, json, headers } = await get(ask)
    expect(status).toBe(200)
    schema.parse(json)
    const type = headers.get('Content-Type') ?? ''
    expect(Object.keys(document.paths[path]?.get?.responses['200']?.content ?? {})).toEqual([type])
    const pointer = [path, 'get', 'responses', '200', 'content', type, 'schema']
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const validate = validator.getSchema(`api#/paths/${pointer}`)
    if (!validate) throw new Error(`the document has no schema for ${path}`)
    validate(json)
    expect(validate.errors ?? []).toEqual([])
  })

  it.each(questions)('$ask is not modified until the data is', async ({ ask }) => {
    const first = await get(ask)
    const etag = first.headers.get('ETag') ?? ''
    expect(etag).toMatch(/^W\/".+"$/)
    expect(first.headers.get('Cache-Control')).toBe('private, no-cache')
    const again = await get(ask, { 'If-None-Match': `"other", ${etag}` })
    expect(again).toMatchObject({ status: 304, text: '' })
    expect(again.headers.get('ETag')).toBe(etag)
    await store.write((transaction) => transaction.run(sql`UPDATE tier SET name_en = name_en || '!'`))
    expect((await get(ask, { 'If-None-Match': etag })).status).toBe(200)
  })

  it.each(questions)('$ask refuses a parameter it does not know', async ({ ask }) => {
    const { status, errors } = await refused(`${ask}${ask.includes('?') ? '&' : '?'}colour=red`)
    expect(status).toBe(400)
    expect(errors).toEqual([{ parameter: 'colour', detail: 'is not a parameter of this question' }])
  })

  it.each(
    filtered.flatMap((ask) =>
      [
        ['from=2026-13-01', 'from', 'YYYY-MM-DD'],
        ['from=yesterday', 'from', 'YYYY-MM-DD'],
        ['from=2026-03-01&from=2026-03-02', 'from', 'is given more than once'],
        ['from=2026-04-01&to=2026-04-01', 'to', 'must be after "from"'],
        ['asOf=2026-03-01', 'asOf', 'an instant with its offset'],
        ['boundaries=yesterday', 'boundaries', ''],
        ['area=nowhere', 'area', '"nowhere" is unknown'],
        ['category=rubish', 'category', 'write one of sanitation, rubbish, utilities'],
        ['source=fax', 'source', 'write one of hotline, inspection, resident, sensor'],
        ['status=finished', 'status', 'write one of reported, filed'],
        ['tier=planet', 'tier', 'write one of grid, community'],
        ['unit=nobody', 'unit', 'write one of waterworks, housing'],
        ['urgency=very', 'urgency', 'write one of normal, urgent, danger'],
        ['bbox=1,2,3', 'bbox', 'west,south,east,north'],
        ['bbox=109.2,34,109.1,35', 'bbox', 'west must not exceed east'],
        ['within=%7B', 'within', 'is not JSON'],
        ['within=%7B%22type%22:%22Point%22,%22coordinates%22:[1,2]%7D', 'within', 'type: write Polygon'],
        ['hexagon=89283082803FFFF', 'hexagon', 'write an H3 index of resolution 0 to 11'],
        ['hexagon=8c283082803ffff', 'hexagon', 'write an H3 index of resolution 0 to 11'],
        ['hexagon=890000000000000', 'hexagon', '"890000000000000" is no cell of the H3 grid'],
        ['q=', 'q', ''],
      ].map(([query, parameter, detail]) => ({ ask, query, parameter, detail })),
    ),
  )('$ask refuses $query', async ({ ask, query, parameter, detail }) => {
    const { status, errors } = await refused(`${ask}${ask.includes('?') ? '&' : '?'}${query}`)
    expect(status).toBe(400)
    expect(errors.map((error) => error.parameter)).toEqual([parameter])
    expect(errors[0]?.detail).toContain(detail)
  })

  it.each([
    ['/api/series?measure=happiness', 'measure'],
    ['/api/series?bin=fortnight', 'bin'],
    ['/api/series?by=colour', 'by'],
    ['/api/series?from=1500-01-01&to=2026-01-01', 'bin'],
    ['/api/breakdown', 'by'],
    ['/api/breakdown?by=area', 'by'],
    ['/api/measures/open/areas', 'level'],
    ['/api/measures/open/areas?level=planet', 'level'],
    ['/api/areas?level=planet', 'level'],
    ['/api/areas?parent=nowhere', 'parent'],
    ['/api/areas?kind=odd', 'kind'],
    ['/api/tickets?limit=0', 'limit'],
    ['/api/tickets?limit=501', 'limit'],
    ['/api/tickets?limit=ten', 'limit'],
    ['/api/tickets?after=%27%3B', 'after'],
    ['/api/tickets?after=W10', 'after'],
  ])('%s is refused for its %s', async (path, parameter) => {
    const { status, errors } = await refused(path)
    expect(status).toBe(400)
    expect(errors.map((error) => error.parameter)).toEqual([parameter])
  })

  it.each([
    '/api/nothing',
    '/api/areas/nowhere',
    '/api/measures/happiness/areas?level=street',
    '/api/tickets/none',
    '/nothing',
  ])('%s is not found', async (path) => {
    expect((await refused(path)).status).toBe(404)
  })

  it('names several refusals at once', async () => {
    expect(
      (await refused('/api/summary?source=fax&unit=nobody&area=x')).errors.map((error) => error.parameter),
    ).toEqual(['area', 'source', 'unit'])
  })

  it('says which methods a path knows', async () => {
    const response = await app.request('/api/summary', { method: 'POST' })
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe('GET, HEAD')
    expect(Problem.parse(await response.json()).status).toBe(405)
  })

  it('answers HEAD without a body and with the same tag', async () => {
    const head = await app.request('/api/centre', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect(head.headers.get('ETag')).toBe((await get('/api/centre')).headers.get('ETag'))
  })

  /** Refusals beside those of every question: of files, of what changes who may come in, and of messages of rows. */
  const ofFiles = ['413', '415', '422', '507']
  const more: Record<string, string[]> = {
    '/api/session': ['409', '429'],
    '/api/session/password': ['409', '429'],
    '/api/access/accounts': ['409'],
    '/api/access/accounts/{id}': ['409'],
    'POST /api/boundaries': ['409', ...ofFiles],
    '/api/boundaries/preview': ofFiles,
    '/api/boundaries/preview/tickets.csv': ofFiles,
    '/api/boundaries/{number}': ofFiles,
  }
  const messages = new Set(['/api/tickets/{id}/events', 'POST /api/tickets'])
  /** paths that answer a list to GET and take something by POST */
  const listed = new Set(['/api/tickets', '/api/boundaries'])

  it('describes itself: every path with its problems, every parameter in words', () => {
    expect(document.openapi).toBe('3.1.0')
    for (const { path } of questions) expect(document.paths).toHaveProperty([path])
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) =>
          [method === 'post' && listed.has(path) ? `POST ${path}` : path, operation] as const,
      ),
    )
    for (const [path, operation] of operations) {
      // what is computed aside answers 202 until it is there
      const answers = Object.keys(operation.responses).filter((status) => status !== '202')
      const taking = messages.has(path) ? ['201', '413', '415', '422', '429', '507'] : []
      expect(answers.sort(), path).toEqual(
        ['200', '400', '401', '403', '404', '503', ...taking, ...(more[path] ?? [])].sort(),
      )
      for (const parameter of operation.parameters)
        expect(parameter, `${path} ${parameter.name}`).toHaveProperty('description')
    }
    expect(document.paths['/api/summary']?.get?.parameters.map(({ name }) => name)).toEqual([
      'from',
      'to',
      'area',
      'category',
      'source',
      'status',
      'tier',
      'unit',
      'urgency',
      'flow',
      'bbox',
      'within',
      'hexagon',
      'q',
      'asOf',
      'boundaries',
      'measure',
    ])
  })
})
