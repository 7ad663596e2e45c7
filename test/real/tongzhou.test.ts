import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../server/store/index.ts'
import type { Workshop } from '../intake/workshop.ts'
import { isShared, packOf } from './cityData.ts'

describe.skipIf(!isShared('tongzhou'))('Tongzhou', () => {
  let shop: Workshop

  beforeAll(async () => {
    shop = packOf('tongzhou', {
      'areas.geojson': 'tongzhou/tongzhou-outline.geojson',
      'streets.geojson': 'tongzhou/tongzhou-all.geojson',
    })
    await shop.load()
    const streets = { map: join(shop.folder, 'streets.map.json') }
    expect(await shop.import('areas', join(shop.folder, 'streets.geojson'), streets)).toMatchObject({
      read: 22,
      inserted: 22,
      rejected: 0,
      created: {},
    })
  })
  afterAll(() => shop[Symbol.asyncDispose]())

  it('has the district with 22 streets and towns below it, codes digit for digit', async () => {
    const rows = await shop.read(sql`SELECT a.code, a.name, p.code AS parent FROM area a
      LEFT JOIN area p ON p.key = a.parent ORDER BY a.depth, a.code`)
    expect(rows).toHaveLength(23)
    expect(rows[0]).toEqual({ code: '110112000000', name: '通州区', parent: null })
    expect(rows[1]).toEqual({ code: '110112001000', name: '中仓街道', parent: '110112000000' })
    expect(new Set(rows.slice(1).map(({ parent }) => parent))).toEqual(new Set(['110112000000']))
  })

  it("places each town's label inside it", async () => {
    const labels = await shop.read(sql`SELECT code, label_lon, label_lat FROM area WHERE depth = 1`)
    const rows = labels.map(
      ({ code, label_lon, label_lat }) => `${code},2026-01-01T00:00:00,${label_lon},${label_lat}`,
    )
    await shop.import('tickets', shop.file('labels.csv', `id,reported_at,lon,lat\n${rows.join('\n')}\n`))
    expect(
      await shop.read(sql`SELECT count(*) AS n, count(*) FILTER (t.id = a.code) AS own FROM ticket t
        JOIN area a ON a.key = t.area1`),
    ).toEqual([{ n: 22, own: 22 }])
  })
})
