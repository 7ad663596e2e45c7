import { LayerSheet, OfferedLayers, Problem } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formats } from '../../server/layers/index.ts'
import type { Store } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { storeWith } from '../fixtures/centre.ts'
import { twoStreets } from '../fixtures/two-streets.ts'

const march = 'from=2026-03-01&to=2026-04-01'

describe('layers before they are exported', () => {
  let store: Store
  let app: ReturnType<typeof appOf>['app']
  let get: ReturnType<typeof appOf>['get']

  beforeAll(async () => {
    store = await storeWith(twoStreets)
    ;({ app, get } = appOf(store))
  })
  afterAll(() => store.close())

  const sheet = async (layer: string, query: string) =>
    LayerSheet.parse((await get(`/api/layers/${layer}?${query}`)).json)
  const file = async (path: string) => {
    const response = await app.request(path)
    expect(response.status).toBe(200)
    return new Uint8Array(await response.arrayBuffer())
  }

  it('are listed with their formats, the levels of the centre first', async () => {
    const { layers, formats: offered } = OfferedLayers.parse((await get('/api/layers')).json)
    expect(layers.slice(0, 3).map(({ id }) => id)).toEqual([
      'areas-district',
      'areas-street',
      'areas-community',
    ])
    expect(layers.at(-1)?.id).toBe('tickets')
    expect(offered).toEqual(formats.map(({ id }) => id))
  })

  it.each(formats.map(({ id }) => id))('tell the size of a small file in %s to the byte', async (format) => {
    for (const layer of ['areas-street', 'tickets']) {
      const { size } = await sheet(layer, `${march}&format=${format}`)
      const bytes = await file(`/api/export/${layer}.${format}?${march}`)
      expect(size, layer).toEqual({ bytes: bytes.byteLength, exact: true })
    }
  })

  it('show as many first features as asked for, of as many as the file has, in its columns', async () => {
    const { features, first, properties } = await sheet('tickets', `${march}&preview=2`)
    const written: { features: { id: string; properties: object }[] } = JSON.parse(
      new TextDecoder().decode(await file(`/api/export/tickets.geojson?${march}`)),
    )
    expect(features).toBe(written.features.length)
    expect(first.map(({ id }) => id)).toEqual(written.features.slice(0, 2).map(({ id }) => id))
    expect(properties.map(({ name }) => name)).toEqual(Object.keys(written.features[0]?.properties ?? {}))
    for (const { values } of first) expect(values).toHaveLength(properties.length)
  })

  it('have the name that the file will have', async () => {
    const { fileName } = await sheet('tickets', `${march}&format=csv&profile=public`)
    expect(fileName).toEqual({
      en: 'two-streets-tickets-2026-03-01_2026-03-31-public-made-up.csv',
      zh: '两街-工单-2026-03-01_2026-03-31-公开-虚构数据.csv',
    })
  })

  it('say what is left out, and show none of it', async () => {
    const { suppression, first, properties } = await sheet('areas-street', `${march}&profile=public`)
    expect(suppression?.below).toBeGreaterThan(1)
    const place = properties.findIndex(({ name }) => name === 'withheld')
    const withheld = first.filter(({ values }) => values[place] !== null)
    expect(withheld).toHaveLength(suppression?.withheld ?? -1)
    for (const { values } of withheld)
      for (const id of String(values[place]).split(' '))
        expect(values[properties.findIndex(({ name }) => name === id)]).toBeNull()
  })

  it('are refused as their files would be', async () => {
    const unknown = await get('/api/layers/moon')
    expect(unknown.status).toBe(404)
    const shape = '{"type":"Polygon","coordinates":[[[109,34.4],[109.1,34.4],[109.1,34.5],[109,34.4]]]}'
    const told = await get(`/api/layers/areas-street?profile=public&within=${encodeURIComponent(shape)}`)
    expect(told.status).toBe(403)
    expect(Problem.parse(told.json).errors?.map(({ parameter }) => parameter)).toEqual(['within'])
  })
})
