import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AreaCollection,
  BoundaryReport,
  Centre,
  EditionList,
  LayerSheet,
  MeasureByArea,
  Problem,
  Series,
  Summary,
  TicketDetail,
  TicketPage,
} from '@grid/data/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/access/index.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { smallTown, split, ticketsOfTown, townCentre } from '../fixtures/town.ts'
import { Workshop } from '../intake/workshop.ts'

const planner = callerOf({ role: 'planner' })

/** The town whose north is split from 2026 on; figures are counted by hand from its ten tickets. */
describe('boundaries over HTTP', () => {
  let shop: Workshop
  let caller: Caller = planner
  let app: ReturnType<typeof appOf>
  const folder = mkdtempSync(join(tmpdir(), 'grid-boundaries-test-'))

  beforeAll(async () => {
    shop = new Workshop()
    shop.file('centre.json', townCentre)
    shop.file('areas.geojson', smallTown)
    shop.file('tickets.csv', ticketsOfTown)
    await shop.load()
    app = appOf(await shop.store(), { access: () => caller, now: '2026-03-01T00:00:00Z' })
  })
  afterAll(async () => {
    await shop[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })

  const form = (file: object, more: Record<string, string> = {}) => {
    const body = new FormData()
    body.set('file', new File([JSON.stringify(file)], 'new.geojson'))
    for (const [key, value] of Object.entries({ validFrom: '2026-01-01', ...more })) body.set(key, value)
    return body
  }
  const post = async (path: string, body: FormData) => {
    const response = await app.app.request(path, { method: 'POST', body })
    const text = await response.text()
    return {
      status: response.status,
      text,
      json: text.startsWith('{') ? (JSON.parse(text) as unknown) : undefined,
    }
  }
  const areas = async (query: string) => {
    const answer = MeasureByArea.parse(
      (await app.get(`/api/measures/reported/areas?level=community&${query}`)).json,
    )
    const counted = answer.areas.map(({ code, numerator }) => `${code} ${numerator}`)
    return [...counted, `- ${answer.unlocated.numerator}`, `= ${answer.total.numerator}`]
  }

  it('knows one edition at first, and then is as today', async () => {
    const { editions } = EditionList.parse((await app.get('/api/boundaries')).json)
    expect(editions).toMatchObject([{ number: 1, validFrom: null, changes: [] }])
    expect(await areas('boundaries=then')).toEqual(await areas(''))
    expect((await app.get('/api/summary?boundaries=yesterday')).status).toBe(400)
  })

  it('previews, tells every ticket that moves, and writes nothing', async () => {
    const { status, json } = await post('/api/boundaries/preview', form(split))
    expect(status).toBe(200)
    expect(BoundaryReport.parse(json)).toMatchObject({ applied: false, tickets: { moved: 7 }, faults: [] })
    const csv = await post('/api/boundaries/preview/tickets.csv', form(split))
    expect(csv.text.split('\r\n').slice(0, 3)).toEqual([
      // reading a text takes its mark off
      'id,day,from,to,lon,lat',
      'w1,2025-11-01,d > a > n,d > a > nw,109.001,34.505',
      'e1,2025-11-02,d > a > n,d > a > ne,109.009,34.505',
    ])
    expect(csv.text.trim().split('\r\n')).toHaveLength(8)
    expect(EditionList.parse((await app.get('/api/boundaries')).json).editions).toHaveLength(1)
  })

  it('refuses whoever does not plan for the whole centre, and forms that do not fit', async () => {
    const others: Caller[] = [
      callerOf({ role: 'coordinator' }),
      callerOf({ role: 'planner', scope: ['a'] }),
      callerOf({ role: 'public', freeText: false }),
    ]
    for (const other of others) {
      caller = other
      expect((await post('/api/boundaries/preview', form(split))).status).toBe(403)
      expect((await post('/api/boundaries', form(split, { token: 'x' }))).status).toBe(403)
    }
    caller = planner
    expect((await post('/api/boundaries/preview', form(split, { validFrom: 'soon' }))).status).toBe(400)
    expect((await post('/api/boundaries/preview', form(split, { accept: 'everything' }))).status).toBe(400)
    expect(
      (await post('/api/boundaries/preview', form({ type: 'FeatureCollection', features: [] }))).status,
    ).toBe(422)
    expect((await post('/api/boundaries', form(split, { token: 'stale' }))).status).toBe(409)
    const late = await post('/api/boundaries/preview', form(split, { validFrom: '2027-01-01' }))
    expect(Problem.parse(late.json).errors?.[0]?.detail).toMatch(/still to come/)
  })

  it('applies what was previewed, once', async () => {
    const { token } = BoundaryReport.parse((await post('/api/boundaries/preview', form(split))).json)
    const { status, json } = await post(
      '/api/boundaries',
      form(split, { token, name: 'Split', note: 'Grown' }),
    )
    expect([status, BoundaryReport.parse(json).applied]).toEqual([200, true])
    expect((await post('/api/boundaries', form(split, { token }))).status).toBe(409)
    const { editions } = EditionList.parse((await app.get('/api/boundaries')).json)
    expect(editions[0]).toMatchObject({
      number: 2,
      name: 'Split',
      note: 'Grown',
      byRole: 'planner',
      moved: 7,
    })
    expect(Centre.parse((await app.get('/api/centre')).json).editions).toEqual([
      { number: 1, validFrom: null, name: null },
      { number: 2, validFrom: '2026-01-01', name: 'Split' },
    ])
  })

  it('counts a period by the boundaries of today', async () => {
    const today = ['ne 3', 'nw 3', 's 2', 't 0', '- 2', '= 10']
    expect(await areas('')).toEqual(today)
    expect(await areas('boundaries=today')).toEqual(today)
  })

  it('counts a period by the boundaries of its time', async () => {
    expect(await areas('boundaries=then&from=2025-11-01&to=2026-01-01')).toEqual([
      'n 5',
      's 1',
      't 0',
      '- 1',
      '= 7',
    ])
    expect(await areas('boundaries=then&from=2026-01-01&to=2026-03-01')).toEqual([
      'ne 1',
      'nw 1',
      's 1',
      't 0',
      '- 0',
      '= 3',
    ])
    // across the change each ticket by its own day, areas of both times listed
    expect(await areas('boundaries=then')).toEqual(['n 5', 'ne 1', 'nw 1', 's 2', 't 0', '- 1', '= 10'])
    expect(await areas('boundaries=then&area=n')).toEqual(['n 5', '- 0', '= 5'])
    expect((await app.get('/api/summary?area=n')).status).toBe(400)
  })

  it('says which areas there were, and until when', async () => {
    const features = async (query: string) =>
      AreaCollection.parse((await app.get(`/api/areas?level=community&${query}`)).json).features.map(
        ({ id, properties: { validFrom, validTo } }) => [id, validFrom, validTo].join(' '),
      )
    expect(await features('')).toEqual(['ne 2026-01-01 ', 'nw 2026-01-01 ', 's  ', 't  '])
    expect(await features('boundaries=then&from=2025-11-01&to=2025-12-01')).toEqual([
      'n  2026-01-01',
      's  ',
      't  ',
    ])
    expect(await features('boundaries=then')).toHaveLength(5)
    expect((await app.get('/api/areas/n')).status).toBe(404)
    expect((await app.get('/api/areas/n?boundaries=then')).status).toBe(200)
    expect((await app.get('/api/areas?from=2026-02-01&to=2026-01-01')).status).toBe(400)
  })

  it('answers series, lists, tickets, layers and OGC collections alike', async () => {
    const series = Series.parse(
      (await app.get('/api/series?measure=reported&bin=month&by=area&level=community&boundaries=then')).json,
    )
    const sums = series.series.map(
      ({ key, figures }) => `${key} ${figures.reduce((sum, { numerator }) => sum + numerator, 0)}`,
    )
    expect(sums.sort()).toEqual(['n 5', 'ne 1', 'null 1', 'nw 1', 's 2', 't 0'])
    const list = TicketPage.parse((await app.get('/api/tickets?boundaries=then&area=n')).json)
    expect(list.tickets.map(({ id, area }) => `${id} ${area}`).sort()).toEqual([
      'c1 n',
      'e1 n',
      'e2 n',
      'w1 n',
      'w2 n',
    ])
    const ticket = TicketDetail.parse((await app.get('/api/tickets/w1')).json)
    expect([ticket.areas, ticket.areasThen?.map(({ code }) => code)]).toEqual([
      ['d', 'a', 'nw'],
      ['d', 'a', 'n'],
    ])
    // the north is no area of today: the ticket tells what it was called
    expect(ticket.areasThen?.at(-1)).toEqual({ code: 'n', name: 'Community n', nameEn: null })
    expect(TicketDetail.parse((await app.get('/api/tickets/w3')).json).areasThen).toBeNull()
    const sheet = LayerSheet.parse((await app.get('/api/layers/areas-community?boundaries=then')).json)
    expect([sheet.features, sheet.notes[0]?.en]).toEqual([
      5,
      'With the boundaries of the day each ticket was reported on: those of the beginning, 2026-01-01.',
    ])
    const items = await app.get('/ogc/collections/areas-community/items?f=json&boundaries=then')
    expect((items.json as { numberMatched: number }).numberMatched).toBe(5)
    expect((await app.get('/api/export/areas-community.geojson?boundaries=then&profile=public')).status).toBe(
      403,
    )
  })

  it('keeps a scope to the outline of today, whichever boundaries are asked for', async () => {
    caller = callerOf({ role: 'coordinator', scope: ['nw'] })
    try {
      // of the five tickets of the former north two lie in the north-west
      expect((await areas('boundaries=then&area=n')).at(-1)).toBe('= 2')
      expect((await areas('boundaries=then')).at(-1)).toBe('= 3')
      expect(EditionList.parse((await app.get('/api/boundaries')).json).editions[0]?.moved).toBeNull()
      expect((await app.get('/api/tickets/e1')).status).toBe(404)
    } finally {
      caller = planner
    }
  })

  it('has the same sum over areas by either boundaries, in any period', async () => {
    const day = fc
      .integer({ min: 0, max: 120 })
      .map((n) => new Date(Date.UTC(2025, 10, 1 + n)).toISOString().slice(0, 10))
    await fc.assert(
      fc.asyncProperty(day, day, async (one, other) => {
        fc.pre(one !== other)
        const [from, to] = [one, other].sort()
        const sums = await Promise.all(
          ['today', 'then'].map(async (boundaries) => {
            const lines = await areas(`from=${from}&to=${to}&boundaries=${boundaries}`)
            const numbers = lines.map((line) => Number(line.split(' ')[1]))
            expect(numbers.slice(0, -1).reduce((sum, n) => sum + n, 0)).toBe(numbers.at(-1))
            return numbers.at(-1)
          }),
        )
        expect(sums[0]).toBe(sums[1])
      }),
      { numRuns: 25 },
    )
  })

  it('has no hot places of two maps at once', async () => {
    const hot = await app.get('/api/hotspots?level=community&boundaries=then')
    expect([hot.status, Problem.parse(hot.json).errors?.[0]?.parameter]).toEqual([400, 'boundaries'])
    const within = 'from=2025-11-01&to=2026-01-01&boundaries=then'
    expect((await app.get(`/api/hotspots?level=community&${within}`)).status).toBe(200)
    expect(Summary.parse((await app.get(`/api/summary?${within}`)).json).tickets).toBe(7)
  })

  it('takes the last edition back', async () => {
    const gone = await app.app.request('/api/boundaries/1', { method: 'DELETE' })
    expect(gone.status).toBe(422)
    expect((await app.app.request('/api/boundaries/2', { method: 'DELETE' })).status).toBe(200)
    expect(await areas('')).toEqual(['n 7', 's 2', 't 0', '- 1', '= 10'])
  })
})
