import { type ExportFormat, LayerDescription, MeasureByArea, Problem, TicketPage } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/access/index.ts'
import { formats } from '../../server/layers/index.ts'
import type { Store } from '../../server/store/index.ts'
import { csvRows, type ReadFeature, readers } from '../drivers/layer-files.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const march = 'from=2026-03-01&to=2026-04-01'
const within =
  '{"type":"Polygon","coordinates":[[[109,34.4],[109.1,34.4],[109.1,34.5],[109,34.5],[109,34.4]]]}'

describe('export', () => {
  let store: Store
  let app: ReturnType<typeof appOf>['app']
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith({
      ...twoStreets,
      tickets: [
        ...twoStreets.tickets,
        {
          id: 'E1',
          reported: '2026-03-12 09:00',
          areas: ['D'],
          title: '=HYPERLINK("http://x")',
          address: '甲,"乙"\n丙',
        },
      ],
    })
    ;({ app, get } = appOf(store))
  })
  afterAll(() => store.close())

  const bytesOf = async (path: string, ask = app) => {
    const response = await ask.request(path)
    expect(response.status, path).toBe(200)
    return new Uint8Array(await response.arrayBuffer())
  }
  const read = async (layer: string, format: ExportFormat, query: string) =>
    await readers[format]!(await bytesOf(`/api/export/${layer}.${format}?${query}`))
  const as = (caller: Partial<Caller>) =>
    appOf(store, {
      access: () => callerOf({ role: 'administrator', scope: 'all', freeText: true, ...caller }),
    })
  const refused = async (path: string, ask = get) => {
    const { status, json } = await ask(path)
    return { status, errors: (Problem.parse(json).errors ?? []).map(({ parameter }) => parameter) }
  }

  describe.each(formats.map(({ id, mediaType }) => ({ id, mediaType })))('as $id', ({ id, mediaType }) => {
    it('is what it says it is, under a name for each alphabet', async () => {
      const response = await app.request(`/api/export/tickets.${id}?${march}`, {
        headers: { 'Accept-Language': 'zh-CN,zh;q=0.9' },
      })
      expect(response.headers.get('Content-Type')).toBe(mediaType)
      const disposition = response.headers.get('Content-Disposition') ?? ''
      expect(disposition).toContain(
        `attachment; filename="two-streets-tickets-2026-03-01_2026-03-31-made-up.${id}"`,
      )
      const [, name = ''] = /filename\*=UTF-8''(\S+)$/.exec(disposition) ?? []
      expect(decodeURIComponent(name)).toBe(`两街-工单-2026-03-01_2026-03-31-虚构数据.${id}`)
      await response.body?.cancel()
    })

    // counted by the API itself, whose counts the tests of tickets work by hand
    it.each([
      ['the month', march],
      ['everything', ''],
      ['a street', `${march}&area=S1`],
      ['a market', `${march}&area=X`],
      ['categories', `${march}&category=utilities&category=rubbish`],
      ['a source', `${march}&source=hotline`],
      ['states', `${march}&status=closed&status=handled`],
      ['a tier', 'tier=department'],
      ['a unit', 'unit=housing'],
      ['urgency', 'urgency=danger'],
      ['a box', 'bbox=109,34.4,109.1,34.5'],
      ['a shape', `within=${encodeURIComponent(within)}`],
      ['words', 'q=rubbish'],
      ['an earlier present', `${march}&asOf=2026-03-05T12:00:00%2B08:00`],
      ['nothing', 'from=2020-01-01&to=2020-02-01'],
    ])('has the tickets of the list: %s', async (_, query) => {
      const list = TicketPage.parse((await get(`/api/tickets?${query}&limit=500`)).json)
      const { features, metadata } = await read('tickets', id, query)
      expect(features.map(({ properties }) => properties.id).sort()).toEqual(
        list.tickets.map((ticket) => ticket.id).sort(),
      )
      if (metadata)
        expect(metadata).toMatchObject({ features: list.total, asOf: list.asOf, period: list.period })
    })

    it('keeps values, points and Chinese', async () => {
      const { features } = await read('tickets', id, march)
      const byId = new Map(features.map((feature) => [feature.properties.id, feature]))
      const m02 = byId.get('M02')!
      expect(m02.geometry).toMatchObject({ type: 'Point', coordinates: [109.04, 34.44] })
      expect(m02.properties).toMatchObject({
        title: '楼道堆放杂物',
        category: 'rubbish',
        area_community: 'C11',
      })
      expect(instantOf(m02.properties.reported_at)).toBe('2026-03-02T01:00:00.000Z')
      expect(truthOf(m02.properties.on_time)).toBe(true)
      expect(Number(byId.get('M01')?.properties.returns)).toBe(0)
      expect(byId.get('M05')?.geometry ?? null).toBeNull()
      expect(truthOf(byId.get('M05')?.properties.overdue)).toBe(true)
      expect(byId.get('E1')?.properties.address).toBe('甲,"乙"\n丙')
      expect(byId.get('E1')?.properties.area_community ?? null).toBeNull()
    })

    it('has every measure of every area, as the API answers them one by one', async () => {
      const catalogue = (await get('/api/measures')).json as { id: string; denominator: unknown }[]
      const { features } = await read('areas-community', id, march)
      expect(features.map(({ properties }) => properties.code)).toEqual(['C11', 'C12', 'C21'])
      for (const measure of catalogue) {
        const answer = MeasureByArea.parse(
          (await get(`/api/measures/${measure.id}/areas?level=community&${march}`)).json,
        )
        for (const figure of answer.areas) {
          const { properties } = features.find(({ properties: { code } }) => code === figure.code)!
          const name = `${measure.id} of ${figure.code}`
          expect(numberOf(properties[measure.id]), name).toBe(figure.value)
          expect(numberOf(properties[`${measure.id}_previous`]), name).toBe(figure.previous?.value ?? null)
          if (answer.measure.unit === 'tickets' || answer.measure.unit === 'times') continue
          expect(numberOf(properties[`${measure.id}_n`]), name).toBe(figure.n)
          expect(truthOf(properties[`${measure.id}_small`]), name).toBe(figure.smallNumber)
          if (!measure.denominator) continue
          expect(numberOf(properties[`${measure.id}_numerator`]), name).toBe(figure.numerator)
          expect(numberOf(properties[`${measure.id}_denominator`]), name).toBe(figure.denominator)
        }
      }
    })

    it.each([
      ['hotspots', '/api/hotspots?cell=street', 'cell=street', 'cells'],
      ['hotspots', '/api/hotspots?level=community', 'level=community', 'cells'],
      ['emerging', '/api/hotspots/emerging?cell=street&step=week', 'cell=street&step=week', 'cells'],
      ['repeats', '/api/repeats', '', 'places'],
      ['flows', '/api/flows?by=unit', 'by=unit', 'links'],
    ])('has the rows of %s as %s answers them', async (layer, ask, options, rows) => {
      const { json } = await get(ask)
      const answer = json as Record<string, { id: string }[]>
      const { features, metadata } = await read(layer, id, options)
      expect(features.length).toBe(answer[rows]?.length)
      if (layer !== 'flows')
        expect(features.map(({ properties }) => properties.id)).toEqual(answer[rows]?.map((row) => row.id))
      if (metadata) expect(metadata.options).toEqual(Object.fromEntries(new URLSearchParams(options)))
    })

    it('has cells that hold all tickets with a point', async () => {
      const { features } = await read('cells', id, 'cell=street')
      const counts = features.map(({ properties }) => Number(properties.tickets))
      expect(Math.min(...counts)).toBeGreaterThan(0)
      // F1, F2, M01, M02, M03, M10 and M11 have one
      expect(counts.reduce((sum, count) => sum + count)).toBe(7)
    })

    it('says what it holds', async () => {
      const query = `${march}&area=S1&category=utilities`
      const { metadata } = await read('areas-community', id, query)
      const told = metadata ?? (await besideOf('areas-community', query))
      expect(told).toMatchObject({
        layer: 'areas-community',
        features: 2,
        filter: { from: '2026-03-01', to: '2026-04-01', area: ['S1'], category: ['utilities'] },
        asOf: '2026-03-31T04:00:00.000Z',
        timeZone: 'Asia/Shanghai',
        caption: { en: 'Made up', zh: '虚构' },
        synthetic: true,
        profile: 'internal',
        crs: 'OGC:CRS84',
      })
      expect(told.measures.find((measure) => measure.id === 'closing_rate')?.formula.en).toContain(
        'due to close',
      )
      const names = told.properties.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
    })

    it('is refused where the question is', async () => {
      expect(await refused(`/api/export/tickets.${id}?colour=red`)).toEqual({
        status: 400,
        errors: ['colour'],
      })
      expect(await refused(`/api/export/tickets.${id}?source=fax`)).toEqual({
        status: 400,
        errors: ['source'],
      })
      expect(await refused(`/api/export/areas-street.${id}?area=nowhere`)).toEqual({
        status: 400,
        errors: ['area'],
      })
      expect(await refused(`/api/export/tickets.${id}?cell=street`)).toEqual({
        status: 400,
        errors: ['cell'],
      })
      expect(await refused(`/api/export/hotspots.${id}?cell=street&level=community`)).toEqual({
        status: 400,
        errors: ['level'],
      })
      expect((await refused(`/api/export/hotspots.${id}?profile=public`)).status).toBe(403)
      expect((await refused(`/api/export/happiness.${id}`)).status).toBe(404)
    })

    it('has neither other areas nor texts for a caller who may not have them', async () => {
      const { app: theirs } = as({ role: 'coordinator', scope: ['S2'], freeText: false })
      const { features } = await readers[id]!(await bytesOf(`/api/export/tickets.${id}?${march}`, theirs))
      expect(features.map(({ properties }) => properties.id).sort()).toEqual(['M10', 'M11', 'M12', 'M13'])
      for (const { properties } of features)
        for (const name of ['title', 'description', 'address']) expect(properties).not.toHaveProperty(name)
      const areas = await readers[id]!(await bytesOf(`/api/export/areas-community.${id}`, theirs))
      expect(areas.features.map(({ properties }) => properties.code)).toEqual(['C21'])
    })
  })

  const besideOf = async (layer: string, query: string) => {
    const { json } = await get(`/api/export/${layer}.csv-metadata.json?${query}`)
    return LayerDescription.parse((json as { metadata: unknown }).metadata)
  }

  it('knows no other format and no other path', async () => {
    for (const path of ['tickets.xls', 'tickets', '.csv', 'tickets.', 'tickets.geojson-metadata.json'])
      expect((await refused(`/api/export/${path}`)).status, path).toBe(404)
  })

  it('is GeoJSON by RFC 7946: no crs, in range, right-handed, in its box', async () => {
    const collection = (await get(`/api/export/areas-district.geojson`)).text
    const { type, bbox, features, ...rest } = JSON.parse(collection) as {
      type: string
      bbox: number[]
      features: (ReadFeature & { type: string; id: string })[]
    }
    expect(type).toBe('FeatureCollection')
    expect(Object.keys(rest).sort()).toEqual(['metadata', 'name'])
    expect(bbox).toEqual([109, 34.4, 109.2, 34.6])
    expect(features.map(({ id }) => id)).toEqual(['D'])
    // counter-clockwise, by hand: east along the south, then north
    expect(features[0]?.geometry).toEqual({
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [109, 34.4],
            [109.2, 34.4],
            [109.2, 34.6],
            [109, 34.6],
            [109, 34.4],
          ],
        ],
      ],
    })
  })

  it('is a spreadsheet that runs nothing', async () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await bytesOf(`/api/export/tickets.csv?${march}`),
    )
    expect(text.startsWith('\uFEFFid,title,')).toBe(true)
    const [header = [], ...rows] = csvRows(text.slice(1))
    expect(rows.find(([id]) => id === 'E1')?.[1]).toBe(`'=HYPERLINK("http://x")`)
    expect(rows.every((row) => row.length === header.length)).toBe(true)
    expect(header.slice(-3)).toEqual(['synthetic', 'lon', 'lat'])
    expect(rows.find(([id]) => id === 'M01')?.[header.indexOf('reported_at')]).toBe(
      '2026-03-01T00:00:00+08:00',
    )
  })

  it('describes a table beside it as CSV on the Web does', async () => {
    const table = await app.request(`/api/export/tickets.csv?${march}&source=hotline`)
    expect(table.headers.get('Link')).toBe(
      `</api/export/tickets.csv-metadata.json?${march}&source=hotline>; rel="describedby"`,
    )
    const header = csvRows((await table.text()).replace(/^\uFEFF/, ''))[0]
    const beside = await app.request(`/api/export/tickets.csv-metadata.json?${march}&source=hotline`)
    expect(beside.headers.get('Content-Type')).toBe('application/csvm+json')
    const { tableSchema } = (await beside.json()) as { tableSchema: { columns: { name: string }[] } }
    expect(tableSchema.columns.map(({ name }) => name)).toEqual(header)
  })

  it('reads nothing before it is asked for', async () => {
    const head = await app.request('/api/export/tickets.gpkg', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
  })
})

const numberOf = (value: unknown) => (value === null || value === undefined ? null : Number(value))
const truthOf = (value: unknown) =>
  value === null || value === undefined ? null : value === true || value === 'true' || value === 1
const instantOf = (value: unknown) => (value instanceof Date ? value : new Date(String(value))).toISOString()
