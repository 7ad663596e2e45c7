import { ExportFormat, Measure, OfferedLayers, TicketPage } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Caller } from '../../server/access/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { neighbours, neighboursNow, type Street, streets } from '../fixtures/neighbours.ts'
import { type Document, type Places, questionsOf } from '../fixtures/questions.ts'

const other = { S1: 'S2', S2: 'S1' } as const
const box = { S1: '109,34.4,109.1,34.6', S2: '109.1,34.4,109.2,34.6' } as const
const community = { S1: 'C11', S2: 'C21' } as const
const codes = ['D', 'S1', 'S2', 'C11', 'C12', 'C21', 'X']

const ring = (street: Street) => {
  const [west, south, east, north] = box[street].split(',')
  const corners = [`${west},${south}`, `${east},${south}`, `${east},${north}`, `${west},${north}`]
  return encodeURIComponent(
    `{"type":"Polygon","coordinates":[[${[...corners, corners[0]].map((corner) => `[${corner}]`).join()}]]}`,
  )
}

/** What of the filter's vocabulary is asked of every question: above all, the other street. */
const filtersFor = (own: Street) => [
  `area=${other[own]}`,
  `area=${community[other[own]]}`,
  'area=D',
  `bbox=${box[other[own]]}`,
  `within=${ring(other[own])}`,
  `q=${encodeURIComponent(`only ${other[own]}`)}`,
  'q=only',
  'from=2026-02-01&to=2026-03-01',
  'from=2026-01-01',
  'status=in_progress',
  'unit=waterworks',
  'parent=D',
  'measure=repeat_places',
]

interface Answer {
  status: number
  body: Buffer
}

/**
 * Whoever may see one street is told the same whether or not the other has any tickets: so nothing that is told comes from
 * there. Every question is asked of a district of both streets and of one where the other is empty.
 */
/** What describes collections and tiles, and tells of no ticket. */
const descriptions = /\/(queryables|tiles|WebMercatorQuad|tileMatrixSets|conformance)$/

describe('of a street that is not theirs nobody is told anything', () => {
  let both: Store
  const alone = new Map<Street, Store>()
  const apps = new Map<string, ReturnType<typeof appOf>['app']>()

  beforeAll(async () => {
    both = await storeWith(neighbours(streets))
    for (const street of streets) alone.set(street, await storeWith(neighbours([street])))
  })
  afterAll(async () => {
    for (const store of [both, ...alone.values()]) await store.close()
  })

  const appFor = (store: Store, caller: Caller) => {
    const key = JSON.stringify([
      store === both ? 'both' : [...alone.entries()].find(([, one]) => one === store)?.[0],
      caller,
    ])
    const app = apps.get(key) ?? appOf(store, { access: () => caller, now: neighboursNow }).app
    apps.set(key, app)
    return app
  }
  const ask = async (store: Store, caller: Caller, path: string): Promise<Answer> => {
    const app = appFor(store, caller)
    for (;;) {
      const response = await app.request(path, { headers: { 'Accept-Language': 'en' } })
      const body = Buffer.from(await wholeOf(response))
      // a scan that is being made: its answer is the one to be compared
      if (response.status !== 202) return { status: response.status, body }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const json = async <Schema extends z.ZodType>(caller: Caller, path: string, schema: Schema) =>
    schema.parse(JSON.parse((await ask(both, caller, path)).body.toString()))
  const coordinator = (street: Street) => callerOf({ role: 'coordinator', scope: [street], freeText: true })
  const chief = callerOf()

  const placesOf = async (): Promise<Places> => {
    const measures = (await json(chief, '/api/measures', z.array(Measure))).map(({ id }) => id)
    const { layers } = await json(chief, '/api/layers', OfferedLayers)
    const ids = streets.flatMap((street) => [`${street}-day-0`, `${street}-burst-3`])
    const known: Record<string, readonly string[]> = {
      code: codes,
      format: ExportFormat.options,
      layer: layers.map(({ id }) => id),
      collectionId: layers.map(({ id }) => id),
      featureId: [...codes, ...ids],
      id: ids,
      // the tile that both streets lie in
      tileMatrixSetId: ['WebMercatorQuad'],
      tileMatrix: ['8'],
      tileRow: ['101'],
      tileCol: ['205'],
    }
    return (path, name) => {
      const values = path.includes('/measures/') && name === 'id' ? measures : known[name]
      if (!values) throw new Error(`nobody knows what stands at {${name}} of ${path}`)
      return values
    }
  }
  const addresses = async (own: Street): Promise<string[]> => {
    const places = await placesOf()
    const filters = filtersFor(own)
    const api = await json(chief, '/api/openapi.json', z.custom<Document>())
    const ogc = await json(chief, '/ogc/api?f=json', z.custom<Document>())
    const underOgc: Document = {
      paths: Object.fromEntries(Object.entries(ogc.paths).map(([path, one]) => [`/ogc${path}`, one])),
    }
    const items = (await json(chief, '/api/layers', OfferedLayers)).layers.flatMap(({ id }) => {
      const at = `/ogc/collections/${id}/items`
      return [
        `${at}?f=html`,
        `${at}?limit=10000&bbox=${box[other[own]]}`,
        `${at}?filter=1%3D1`,
        `${at}?resultType=hits`,
      ]
    })
    const open311 = '/open311/v2'
    return [
      ...questionsOf(api, places, filters),
      ...questionsOf(underOgc, places, filters),
      ...items,
      ...[
        'services.json',
        'requests.json',
        'requests.xml',
        'discovery.json',
        'requests.json?start_date=2026-01-05T00:00:00Z',
      ].map((part) => `${open311}/${part}`),
      ...['requests', 'tokens'].flatMap((kind) =>
        streets.map((street) => `${open311}/${kind}/${street}-day-0.json`),
      ),
    ]
  }

  it.each(streets)(
    'whatever is asked, by %s',
    async (own) => {
      const caller = coordinator(own)
      const told: string[] = []
      let good = 0
      for (const path of await addresses(own)) {
        const [answer, without] = [await ask(both, caller, path), await ask(alone.get(own)!, caller, path)]
        if (answer.status === 200) good++
        const text = answer.body.toString('latin1')
        const leak = new RegExp(`only ${other[own]}|${other[own]}-(day|burst|border|nowhere)`).exec(text)?.[0]
        if (
          answer.status !== without.status ||
          !answer.body.equals(without.body) ||
          (leak && !path.includes(encodeURIComponent(leak)) && !path.includes(leak))
        )
          told.push(`${path}: ${differenceOf(answer, without)}`)
      }
      expect(told).toEqual([])
      // the questions are good ones
      expect(good).toBeGreaterThan(400)
    },
    600_000,
  )

  it('while those who may see both are told of both', async () => {
    const base = (await addresses('S1')).filter((path) => !path.includes('?') && !descriptions.test(path))
    const same: string[] = []
    let answered = 0
    for (const path of base) {
      const [answer, without] = [await ask(both, chief, path), await ask(alone.get('S1')!, chief, path)]
      if (answer.status !== 200) continue
      answered++
      if (answer.body.equals(without.body)) same.push(path)
    }
    expect(same.length).toBeLessThan(answered / 3)
  }, 300_000)

  it('and an answer kept by one is no answer to the other', async () => {
    for (const path of ['/api/centre', '/api/summary', '/api/tickets', '/api/warnings', '/api/areas']) {
      const first = await appFor(both, coordinator('S1')).request(path)
      const etag = first.headers.get('ETag')
      if (first.status !== 200 || etag === null) continue
      const headers = { 'If-None-Match': etag }
      expect((await appFor(both, coordinator('S1')).request(path, { headers })).status).toBe(304)
      expect((await appFor(both, coordinator('S2')).request(path, { headers })).status).toBe(200)
    }
  })

  it('nor may they write there', async () => {
    const app = appFor(both, coordinator('S1'))
    const post = (path: string, rows: object[]) =>
      app.request(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: rows.map((row) => JSON.stringify(row)).join('\n'),
      })
    const ticket = { reported_at: '2026-03-31T08:00:00+08:00', category: 'lift' }
    const before = await ask(both, chief, '/api/tickets/S2-day-0')
    const answer = await post('/api/tickets', [
      { ...ticket, id: 'own', lon: 109.05, lat: 34.45 },
      { ...ticket, id: 'S2-day-0', lon: 109.05, lat: 34.45 },
      { ...ticket, id: 'astray', lon: 109.15, lat: 34.45 },
      { ...ticket, id: 'own too', lon: 109.05, lat: 34.55 },
      { ...ticket, id: 'astray too', area_code: 'C21' },
      { ...ticket, id: 'nowhere' },
    ])
    expect(answer.status).toBe(201)
    const { rows } = z
      .object({ rows: z.array(z.object({ id: z.string().nullable(), outcome: z.string() })) })
      .parse(await answer.json())
    expect(rows.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['own', 'created'],
      ['S2-day-0', 'rejected'],
      ['astray', 'rejected'],
      ['own too', 'created'],
      ['astray too', 'rejected'],
      ['nowhere', 'rejected'],
    ])
    expect((await ask(both, chief, '/api/tickets/S2-day-0')).body.equals(before.body)).toBe(true)
    expect((await ask(both, chief, '/api/tickets/astray')).status).toBe(404)
    const line = { at: '2026-03-31T09:00:00+08:00', kind: 'closed' }
    expect((await post('/api/tickets/S2-day-0/events', [line])).status).toBe(404)
    const form = new URLSearchParams({ service_code: 'lift', lat: '34.45', long: '109.15' })
    expect((await app.request('/open311/v2/requests.json', { method: 'POST', body: form })).status).toBe(400)
    const { total } = await json(coordinator('S2'), '/api/tickets', TicketPage)
    expect(total).toBe((await json(chief, '/api/tickets?area=S2', TicketPage)).total)
  })
})

/** The bytes of an answer; of one that has no end what it begins with. */
async function wholeOf(response: Response): Promise<ArrayBuffer> {
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream'))
    return await response.arrayBuffer()
  const reader = response.body!.getReader()
  const parts = [await reader.read(), await reader.read()].flatMap(({ value }) => (value ? [value] : []))
  await reader.cancel()
  return await new Blob(parts as BlobPart[]).arrayBuffer()
}

/** Where two answers part, for whoever mends it. */
function differenceOf(one: Answer, another: Answer): string {
  if (one.status !== another.status) return `${one.status}, not ${another.status}`
  const [a, b] = [one.body.toString(), another.body.toString()]
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60)
  return `${JSON.stringify(around(a))}, not ${JSON.stringify(around(b))}`
}
