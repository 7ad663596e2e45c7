import { Problem } from '@grid/data/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const parameters = {
  from: ['0000-01-01', '0001-01-01', '1970-01-01', '2024-02-29', '9999-12-01', '2026-02-30', '-1', ''],
  to: ['0001-01-02', '2024-03-01', '9999-12-31', '2026-04-01'],
  asOf: ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-03-01T00:00:00.123456789+14:00', 'now'],
  area: ['D', 'X', "D' OR 1=1 --", '\u0000', '*'],
  category: ['utilities', '%'],
  source: ['hotline', '; DROP TABLE ticket'],
  status: ['void', 'open'],
  tier: ['city', '1'],
  unit: ['housing', '0'],
  urgency: ['danger', 'DANGER'],
  bbox: [
    '-180,-90,180,90',
    '109,34,110,35',
    '1,2,3',
    'a,b,c,d',
    'NaN,NaN,NaN,NaN',
    '1e999,0,1e999,0',
    '0,0,0,0',
  ],
  within: [
    '{"type":"Polygon","coordinates":[[[109,34],[110,34],[110,35],[109,34]]]}',
    '{"type":"Polygon","coordinates":[[[0,0],[0,0],[0,0],[0,0]]]}',
    '{"type":"Polygon","coordinates":[[[1e308,0],[-1e308,0],[0,1e308],[1e308,0]]]}',
    '{"type":"Polygon","coordinates":[]}',
    '{"__proto__":{}}',
    'null',
    '[',
  ],
  hexagon: ['89283082803ffff', '890000000000000', '8fffffffffffffff', '80', "' OR 1=1", '__proto__'],
  q: ['lift', '%', '\\', '\u0000', '\ud800', '𠀀', "'"],
  level: ['street', 'planet', '__proto__'],
  parent: ['D', 'constructor'],
  kind: ['special', 'basic'],
  cell: ['district', '7', 'constructor', '11'],
  neighbours: ['1', '2km', '99', '1e9m', '__proto__'],
  step: ['day', '30', '0', 'aeon'],
  measure: ['open', 'closing_rate', 'toString'],
  bin: ['day', 'week', 'month', 'year'],
  by: ['source', 'urgency', 'constructor'],
  limit: ['1', '500', '1e2', '0x10', '-1', 'Infinity'],
  after: ['W10', 'WyIyMDI2LTAzLTAxVDAwOjAwOjAwWiIsIngiXQ', '%%%'],
}
const paths = [
  '/api/centre',
  '/api/basemap',
  '/api/areas',
  '/api/areas/D',
  '/api/measures',
  '/api/measures/overdue/areas',
  '/api/measures/__proto__/areas',
  '/api/summary',
  '/api/hotspots',
  '/api/hotspots/emerging',
  '/api/series',
  '/api/breakdown',
  '/api/tickets',
  '/api/tickets/M01',
  '/api/tickets/%00',
  '/api/tickets/%E0%A4%A',
  '/api/areas/%2e%2e%2f',
  '/ticket/%E0%A4%A',
  '/api/%00',
]

describe('hostile questions', () => {
  let store: Store
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    get = appOf(store).get
  })
  afterAll(() => store.close())

  const pair = fc
    .constantFrom(...(Object.keys(parameters) as (keyof typeof parameters)[]))
    .chain((key) => fc.tuple(fc.constant<string>(key), fc.constantFrom(...parameters[key])))
  const odd = fc.tuple(fc.string(), fc.string({ unit: 'binary' }))

  it('are answered or refused by name, and never fail the server', async () => {
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.array(fc.oneof({ weight: 12, arbitrary: pair }, { weight: 1, arbitrary: odd }), { maxLength: 4 }),
        async (path, pairs) => {
          const query = new URLSearchParams(pairs).toString()
          const answer = await get(query ? `${path}?${query}` : path)
          seen.add(answer.status)
          expect([200, 400, 404, 503]).toContain(answer.status)
          if (answer.status === 503) expect(path.startsWith('/api')).toBe(false)
          if (answer.status >= 400 && path.startsWith('/api')) Problem.parse(answer.json)
        },
      ),
      { numRuns: 1500 },
    )
    expect([...seen].sort()).toEqual([200, 400, 404, 503])
  })

  it.each(
    Object.entries(parameters).flatMap(([key, values]) => values.map((value) => [key, value] as const)),
  )('%s=%j alone does not fail any question', async (key, value) => {
    for (const path of ['/api/summary', '/api/series', '/api/tickets', '/api/areas']) {
      const answer = await get(`${path}?${new URLSearchParams([[key, value]])}`)
      expect([path, answer.status]).toEqual([path, answer.status === 200 ? 200 : 400])
    }
  })
})
