import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../server/store/index.ts'
import { readTile, tileAt } from '../drivers/tiles.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

interface Link {
  href: string
  rel: string
  type: string
  templated?: boolean
}
interface Limits {
  tileMatrix: string
  minTileRow: number
  maxTileRow: number
  minTileCol: number
  maxTileCol: number
}
interface TileJson {
  tilejson: string
  tiles: string[]
  minzoom: number
  maxzoom: number
  bounds: number[]
  description: string
  vector_layers: { id: string; fields: Record<string, string> }[]
}

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
/** A tile that holds the whole of the fixture's district, and one that holds none of it. */
const whole = tileAt([109.1, 34.5], 9)
const elsewhere = '9/100/100'

const local = (href: string) => href.replace(/^http:\/\/[^/]+/, '')

describe('OGC API - Tiles', () => {
  let store: Store
  let app: ReturnType<typeof appOf>['app']
  let get: ReturnType<typeof appOf>['get']
  beforeAll(async () => {
    store = await storeWith(twoStreets)
    ;({ app, get } = appOf(store))
  })
  afterAll(() => store.close())

  const pathOf = (layer: string, { z, x, y } = whole, query = '') =>
    `/ogc/collections/${layer}/tiles/WebMercatorQuad/${z}/${y}/${x}${query && `?${query}`}`
  const tile = async (layer: string, query = '', place = whole) => {
    const response = await app.request(pathOf(layer, place, query))
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status === 204) return { version: 2, extent: 4096, features: [], raw: [] }
    expect(response.status, new TextDecoder().decode(bytes)).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('application/vnd.mapbox-vector-tile')
    const { layers } = readTile(bytes, place)
    expect(Object.keys(layers)).toEqual([layer])
    return layers[layer]!
  }
  const items = async (layer: string, query = '') => {
    const { json } = await get(`/ogc/collections/${layer}/items?limit=10000&${query}`)
    return (json as { features: { id: string; geometry: unknown; properties: Record<string, unknown> }[] })
      .features
  }
  const refused = async (path: string) => {
    const { status, json } = await get(path)
    return {
      status,
      parameters: ((json as { errors?: { parameter: string }[] }).errors ?? []).map(
        ({ parameter }) => parameter,
      ),
    }
  }
  const tileJson = async (layer: string, query = '') => {
    const { json, headers, text } = await get(
      `/ogc/collections/${layer}/tiles/WebMercatorQuad?f=tilejson${query && `&${query}`}`,
    )
    expect(headers.get('Content-Type'), text).toBe('application/vnd.mapbox.tile+json')
    return json as TileJson
  }

  it('is declared, and each collection leads to its tiles', async () => {
    const { conformsTo } = (await get('/ogc/conformance')).json as { conformsTo: string[] }
    for (const name of ['core', 'tileset', 'tilesets-list', 'geodata-tilesets', 'mvt', 'oas30'])
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${name}`)
    for (const layer of layers) {
      const { links } = (await get(`/ogc/collections/${layer}`)).json as { links: Link[] }
      const list = links.find(({ rel }) => rel === 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector')
      const { tilesets } = (await get(local(list!.href))).json as {
        tilesets: { dataType: string; tileMatrixSetURI: string; crs: string; links: Link[] }[]
      }
      expect(tilesets).toHaveLength(1)
      expect(tilesets[0]).toMatchObject({
        dataType: 'vector',
        crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
        tileMatrixSetURI: 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad',
      })
      for (const { href } of tilesets[0]!.links) expect((await get(local(href))).status, href).toBe(200)
    }
  })

  it('describes a tileset by the standard: limits, layer, and where its tiles are', async () => {
    const { json } = await get('/ogc/collections/tickets/tiles/WebMercatorQuad')
    const { links, tileMatrixSetLimits, boundingBox } = json as {
      links: Link[]
      tileMatrixSetLimits: Limits[]
      boundingBox: { lowerLeft: number[]; upperRight: number[] }
    }
    const item = links.find(({ rel }) => rel === 'item')!
    expect(item).toMatchObject({ templated: true, type: 'application/vnd.mapbox-vector-tile' })
    expect(item.href).toMatch(/\/tiles\/WebMercatorQuad\/\{tileMatrix\}\/\{tileRow\}\/\{tileCol\}$/)
    expect(tileMatrixSetLimits).toHaveLength(19)
    const { x, y } = whole
    expect(tileMatrixSetLimits[9]).toEqual({
      tileMatrix: '9',
      minTileRow: y,
      maxTileRow: y,
      minTileCol: x,
      maxTileCol: x,
    })
    const places = (await items('tickets')).flatMap(({ geometry }) =>
      geometry ? [(geometry as { coordinates: number[] }).coordinates] : [],
    )
    expect(boundingBox.lowerLeft[0]).toBe(Math.min(...places.map(([lon]) => lon!)))
    expect(boundingBox.upperRight[1]).toBe(Math.max(...places.map(([, lat]) => lat!)))
  })

  it('divides the map as the registered set does', async () => {
    const { json } = await get('/ogc/tileMatrixSets/WebMercatorQuad')
    const { tileMatrices } = json as {
      tileMatrices: { id: string; scaleDenominator: number; pointOfOrigin: number[]; matrixWidth: number }[]
    }
    // the figures of OGC 17-083r4, annex D.1
    expect(tileMatrices[0]).toMatchObject({
      id: '0',
      pointOfOrigin: [-20037508.342789244, 20037508.342789244],
      matrixWidth: 1,
    })
    expect(tileMatrices[0]!.scaleDenominator).toBeCloseTo(559082264.028717, 3)
    expect(tileMatrices[10]!.scaleDenominator).toBeCloseTo(545978.773465544, 6)
    expect((await get('/ogc/tileMatrixSets/WorldCRS84Quad')).status).toBe(404)
    expect((await get('/ogc/collections/tickets/tiles/WorldCRS84Quad/0/0/0')).status).toBe(404)
  })

  it.each(layers)(
    '%s: a tile that holds it all tells of every feature with a place, and the same',
    async (layer) => {
      const all = (await items(layer)).filter(({ geometry }) => geometry !== null)
      const { version, extent, features } = await tile(layer)
      expect({ version, extent }).toEqual({ version: 2, extent: 4096 })
      expect(features).toHaveLength(all.length)
      const key = (properties: Record<string, unknown> | null) =>
        String(properties?.id ?? properties?.code ?? `${properties?.from}>${properties?.to}`)
      const byKey = new Map(all.map(({ properties }) => [key(properties), properties]))
      for (const { properties } of features) {
        const known = byKey.get(key(properties))!
        const { tickets, ...told } = properties as Record<string, unknown>
        expect(known).toMatchObject(told)
        if (layer === 'tickets') expect(tickets).toBe(1)
      }
    },
  )

  it('TileJSON names fields, bounds and addresses that carry its own question', async () => {
    for (const layer of layers) {
      const said = await tileJson(layer, 'from=2026-03-01&to=2026-04-01')
      expect(said).toMatchObject({ tilejson: '3.0.0', minzoom: 0, maxzoom: 18 })
      expect(said.vector_layers).toMatchObject([{ id: layer }])
      const [address] = said.tiles
      const path = local(address!)
        .replace('{z}', String(whole.z))
        .replace('{y}', String(whole.y))
        .replace('{x}', String(whole.x))
      expect(path).toBe(pathOf(layer, whole, 'from=2026-03-01&to=2026-04-01'))
      const { features } = await tile(layer, 'from=2026-03-01&to=2026-04-01')
      const fields = Object.keys(said.vector_layers[0]!.fields)
      for (const { properties } of features)
        expect(fields).toEqual(expect.arrayContaining(Object.keys(properties ?? {})))
    }
    expect((await tileJson('tickets')).description).toMatch(/more than 1000 tickets .* none is left out/)
  })

  it.each([
    'from=2026-03-01&to=2026-04-01',
    'category=water',
    'area=S1&status=closed',
    'asOf=2026-03-10T00:00:00%2B08:00',
    'returns=0',
    "filter=category = 'rubbish' AND returns = 0",
    'bbox=109,34.4,109.05,34.5',
    'datetime=2026-03-01/..',
  ])('tickets under %s are those of the list', async (query) => {
    const placed = (await items('tickets', query)).filter(({ geometry }) => geometry)
    const { features } = await tile('tickets', query)
    expect(features.map(({ properties }) => properties?.id).sort()).toEqual(placed.map(({ id }) => id).sort())
  })

  it('takes what the layer takes beside the filter', async () => {
    const fine = await tile('cells', 'cell=10')
    const coarse = await tile('cells', 'cell=6')
    expect(fine.features.length).toBeGreaterThan(coarse.features.length)
    const sum = ({ features }: typeof fine) =>
      features.reduce((all, { properties }) => all + properties?.tickets, 0)
    expect(sum(fine)).toBe(sum(coarse))
  })

  it('areas tell the headline measures, or the properties that are named, as the features do', async () => {
    const [area] = await items('areas-street', 'from=2026-03-01&to=2026-04-01')
    const toldOf = async (query: string) => {
      const { features } = await tile('areas-street', `from=2026-03-01&to=2026-04-01&${query}`)
      return features.find(({ properties }) => properties?.code === area!.id)?.properties
    }
    const usual = await toldOf('')
    expect(Object.keys(usual!)).toEqual(
      expect.arrayContaining(['name', 'reported', 'closing_rate', 'closing_rate_n']),
    )
    expect(
      Object.keys(usual!).filter((name) => name.endsWith('_previous') || name === 'returned_twice'),
    ).toEqual([])
    expect(area!.properties).toMatchObject(usual!)
    const named = ['code', 'overdue', 'overdue_previous', 'handling_time', 'handling_time_p90']
    const told = await toldOf(`properties=${named}`)
    expect(told).toEqual(
      Object.fromEntries(
        named.map((name) => [name, area!.properties[name]]).filter(([, value]) => value !== null),
      ),
    )
    expect((await tileJson('areas-street', 'properties=code,overdue')).vector_layers[0]!.fields).toEqual({
      code: expect.any(String),
      overdue: expect.any(String),
    })
    expect(Object.keys((await tile('tickets', 'properties=id,status')).features[0]!.properties!)).toEqual(
      expect.arrayContaining(['id', 'status']),
    )
    expect(await refused(pathOf('areas-street', whole, 'properties=code,colour'))).toEqual({
      status: 400,
      parameters: ['properties'],
    })
  })

  it('areas that meet a condition alone, and none that a filter leaves out', async () => {
    const codes = async (query: string) =>
      (await tile('areas-community', query)).features.map(({ properties }) => properties?.code).sort()
    const wanted = async (query: string) => (await items('areas-community', query)).map(({ id }) => id).sort()
    for (const query of ['area=S1', 'filter=reported > 3', 'parent=S2&properties=code'])
      expect(await codes(query), query).toEqual(await wanted(query.split('&properties')[0]!))
    expect((await tileJson('areas-community', 'area=S1')).bounds).not.toEqual(
      (await tileJson('areas-community')).bounds,
    )
  })

  it('refuses what it does not know, by name', async () => {
    expect(await refused(pathOf('tickets', whole, 'colour=red'))).toEqual({
      status: 400,
      parameters: ['colour'],
    })
    expect(await refused(pathOf('tickets', whole, 'limit=3'))).toEqual({ status: 400, parameters: ['limit'] })
    expect(await refused(pathOf('tickets', whole, 'status=lost'))).toEqual({
      status: 400,
      parameters: ['status'],
    })
    expect(await refused(pathOf('tickets', whole, 'f=png'))).toEqual({ status: 400, parameters: ['f'] })
    expect((await refused('/ogc/collections/tickets/tiles/WebMercatorQuad?colour=red')).status).toBe(400)
    expect(await refused('/ogc/collections/tickets/tiles/WebMercatorQuad/nine/1/-2')).toEqual({
      status: 400,
      parameters: ['tileMatrix', 'tileCol'],
    })
  })

  it('has no tiles beyond the map or its finest matrix, and empty ones within', async () => {
    const at = async (place: string) =>
      (await get(`/ogc/collections/tickets/tiles/WebMercatorQuad/${place}`)).status
    expect(await at('2/4/0')).toBe(404)
    expect(await at('2/0/4')).toBe(404)
    expect(await at('19/0/0')).toBe(404)
    expect(await at(elsewhere)).toBe(204)
    expect((await get('/ogc/collections/nothing/tiles/WebMercatorQuad/0/0/0')).status).toBe(404)
  })

  it('is not sent twice: the same tag, until question or scope differ', async () => {
    const first = await get(pathOf('tickets'))
    const etag = first.headers.get('ETag')!
    expect(first.headers.get('Cache-Control')).toBe('private, no-cache')
    const again = await get(pathOf('tickets'), { 'If-None-Match': etag })
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' })
    expect((await get(pathOf('tickets', whole, 'status=closed'), { 'If-None-Match': etag })).status).toBe(200)
    const others = appOf(store, {
      access: () => callerOf({ role: 'coordinator', scope: ['S1'], freeText: false }),
    })
    expect((await others.get(pathOf('tickets'), { 'If-None-Match': etag })).status).toBe(200)
    const empty = await get(`/ogc/collections/tickets/tiles/WebMercatorQuad/${elsewhere}`)
    expect(empty.headers.get('ETag')).toBeTruthy()
  })

  it('is packed for who can unpack it', async () => {
    const response = await app.request(pathOf('areas-community'), { headers: { 'Accept-Encoding': 'gzip' } })
    expect(response.headers.get('Content-Encoding')).toBe('gzip')
    const bytes = gunzipSync(Buffer.from(await response.arrayBuffer()))
    expect(readTile(bytes, whole).layers['areas-community']!.features.length).toBeGreaterThan(0)
  })

  it('tells a scope of its own areas alone', async () => {
    const scoped = appOf(store, {
      access: () => callerOf({ role: 'coordinator', scope: ['C21'], freeText: false }),
    })
    const seen = async (place: ReturnType<typeof appOf>) => {
      const response = await place.app.request(pathOf('tickets'))
      if (response.status === 204) return []
      const { features } = readTile(new Uint8Array(await response.arrayBuffer()), whole).layers.tickets!
      return features.map(({ properties }) => String(properties?.id))
    }
    const all = await seen(appOf(store))
    const some = await seen(scoped)
    expect(some.length).toBeLessThan(all.length)
    expect(all).toEqual(expect.arrayContaining(some))
  })
})

/** Three thousand tickets more than the fixture has, on a slanted grid within one community. */
const many = Array.from({ length: 3000 }, (_, index) => ({
  id: `G${index}`,
  reported: '2026-03-12 09:00',
  areas: ['D', 'S1', 'C11'],
  category: index % 4 === 0 ? 'water' : 'rubbish',
  point: [109.005 + (index % 60) * 0.00071, 34.405 + Math.floor(index / 60) * 0.00093] as [number, number],
}))

describe('tiles of many tickets', () => {
  let store: Store
  let app: ReturnType<typeof appOf>['app']
  let located: number
  beforeAll(async () => {
    store = await storeWith({ ...twoStreets, tickets: [...twoStreets.tickets, ...many] })
    ;({ app } = appOf(store))
    const response = await app.request('/ogc/collections/tickets/items?resultType=hits&bbox=-180,-90,180,90')
    located = ((await response.json()) as { numberMatched: number }).numberMatched
  })
  afterAll(() => store.close())

  const tilesAt = async (z: number, query = '', asker = app) => {
    const metadata = await asker.request(`/ogc/collections/tickets/tiles/WebMercatorQuad?${query}`)
    const { tileMatrixSetLimits } = (await metadata.json()) as { tileMatrixSetLimits: Limits[] }
    const { minTileRow, maxTileRow, minTileCol, maxTileCol } = tileMatrixSetLimits[z]!
    const features = []
    for (let y = minTileRow; y <= maxTileRow; y++)
      for (let x = minTileCol; x <= maxTileCol; x++) {
        const response = await asker.request(
          `/ogc/collections/tickets/tiles/WebMercatorQuad/${z}/${y}/${x}?${query}`,
        )
        if (response.status === 204) continue
        expect(response.status).toBe(200)
        const tile = readTile(new Uint8Array(await response.arrayBuffer()), { z, x, y }).layers.tickets!
        for (const { lines } of tile.raw)
          for (const { x, y } of lines.flat()) expect(x >= 0 && x < 4096 && y >= 0 && y < 4096).toBe(true)
        features.push(...tile.features)
      }
    return features
  }
  const counted = (features: { properties: Record<string, unknown> | null }[]) =>
    features.reduce((sum, { properties }) => sum + Number(properties?.tickets), 0)

  it.each([0, 5, 9, 11, 13, 14])('every ticket is in one tile of zoom %i, and counted', async (z) => {
    const features = await tilesAt(z)
    expect(counted(features)).toBe(located)
    expect(located).toBeGreaterThan(3000)
    if (z <= 9) expect(features.length).toBeLessThan(located)
  })

  it('are told one by one as soon as a tile has few, with what they are', async () => {
    const features = await tilesAt(14)
    expect(features).toHaveLength(located)
    expect(features[0]?.properties).toMatchObject({ id: expect.any(String), status: expect.any(String) })
    const heaps = await tilesAt(9)
    expect(Object.keys(heaps[0]?.properties ?? {})).toEqual(['tickets'])
  })

  it('are few under a filter that leaves few', async () => {
    const features = await tilesAt(9, 'category=water')
    expect(counted(features)).toBe(features.length)
    expect(features.length).toBeGreaterThan(749)
  })

  it('tell the public the squares of the public file and nothing else', async () => {
    const anybody = appOf(store, {
      access: () => callerOf({ role: 'public', scope: 'all', freeText: false }),
    })
    const file = await anybody.app.request('/api/export/tickets.geojson')
    const { features: told } = (await file.json()) as {
      features: { geometry: { coordinates: number[] } | null }[]
    }
    const squares = new Map<string, number>()
    for (const { geometry } of told)
      if (geometry)
        squares.set(String(geometry.coordinates), (squares.get(String(geometry.coordinates)) ?? 0) + 1)
    const features = await tilesAt(12, '', anybody.app)
    expect(features.map(({ properties }) => Object.keys(properties ?? {}))).toEqual(
      features.map(() => ['tickets']),
    )
    expect(features.map(({ properties }) => properties?.tickets).sort()).toEqual([...squares.values()].sort())
    const internal = await anybody.get(
      '/ogc/collections/tickets/tiles/WebMercatorQuad/9/1/1?profile=internal',
    )
    expect(internal.status).toBe(403)
    expect((await anybody.get('/ogc/collections/hotspots/tiles/WebMercatorQuad/0/0/0')).status).toBe(403)
    const areas = await anybody.app.request('/ogc/collections/areas-community/tiles/WebMercatorQuad/0/0/0')
    expect(areas.status).toBe(200)
  })
})
